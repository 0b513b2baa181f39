import { html, type Html, nothing } from '../../report/markup';
import type { FactSheet, Finding, TextUnit, Trace } from '../types';
import { unitsOf } from '../units';
import { attachmentLines, attachmentsOf } from './attachments';
import { bodyOf, type BodyPiece, isAttachments } from './body';
import { SEVERITIES, STATES } from './check-sheet';
import { markedParts } from './paper';
import { furtherFindings, openPoints, placeName, sourcedSentences } from './points';
import type { CheckSheetInput, DraftHtmlInput } from './types';

const OPEN_STYLE = 'background:#fde2e1;color:#b3261e';
const NOTE_STYLE = 'color:#5a6779;font-size:.75em';
const LEVEL_STYLE = 'margin-left:1.2em';
/** Beyond this the numbers of the facts behind a text say nothing any more. */
const MOST_NUMBERS = 6;
const CELL_STYLE = 'border:1px solid #c5ccd6;padding:4px 8px;text-align:left;vertical-align:top';

/**
 * The draft as a piece of a page: title and body with its marks in a `div` of their own, what needs a person in `strong`, the
 * numbers of the facts behind each text in `sup`, then the findings and the numbered facts. Everything is escaped; no script.
 * n8n's form takes styles and classes out, so a page's style sheet has only the tags and their nesting to go by: levels of items
 * are nested `div`s.
 */
export function draftHtml(input: DraftHtmlInput): string {
	const { content, profile, traces } = input;
	const letter = profile.form === 'letter';
	const units = new Map(unitsOf(content, profile).map((unit) => [unit.place, unit]));
	const text = (place: string, plain: string) => marked(units.get(place), plain, traces);
	const body = bodyOf(content, profile, letter ? isAttachments : undefined).map((piece) => pieceHtml(piece, text));
	const attached = letter ? attachmentLines(attachmentsOf(input)).map((one, index, all) => html`<p>${one.replace(/^ +/, (spaces) => '\u00a0'.repeat(2 * spaces.length))}${index === all.length - 1 ? '  끝.' : ''}</p>`) : [];
	const page = html`<div><div><h2>${text('title', content.title)}</h2>
${content.subtitles.map((one, index) => html`<h4>- ${text(`subtitles.${index}`, one)} -</h4>`)}
${body}
${attached}</div>
${pointList(input)}
${findingList(input)}
${input.facts ? html`<h3>입력한 사실</h3>
${factTable(input.facts)}` : nothing}</div>`;
	return page.markup;
}

/** The check sheet as a piece of a page; as `draftHtml` escaped and without script. */
export function checkSheetHtml(input: CheckSheetInput): string {
	const { content, profile, traces, facts, draftId, model, at, state } = input;
	const rows = sourcedSentences(content, profile, traces).map(({ place, text, factNos, open }) => [place, text, [factNos.map((no) => `[${no}]`).join(''), open ? '확인 필요' : ''].filter((part) => part !== '').join(' ') || '-']);
	const page = html`<div><h2>${profile.name} 점검표</h2>
<p>${[`제목: ${content.title}`, `초안 번호: ${draftId}(${STATES[state]})`, `작성 일시: ${at}`, `모형: ${model}`, `문서 유형(버전): ${profile.id} ${profile.version}`].join(' / ')}</p>
${pointList(input)}
${findingList(input)}
<h3>문장별 근거</h3>
${grid(['위치', '문장', '입력 사실 번호'], rows)}
<h3>입력 사실</h3>
${factTable(facts)}</div>`;
	return page.markup;
}

function pieceHtml(piece: BodyPiece, text: (place: string, plain: string) => Html): Html {
	if (piece.kind === 'heading') return html`<h3>${piece.mark === '' ? '' : `${piece.mark} `}${text(piece.place, piece.bare)}</h3>`;
	// Spaces that stay: a page may take styles out, and levels must still be seen.
	if (piece.kind === 'text') return indented(html`<p>${piece.mark === '' ? '' : `${piece.mark} `}${text(piece.place, piece.text)}</p>`, piece.level - 1);
	const rows = piece.rows.map((cells, row) => html`<tr>${cells.map((one, column) => html`<td style="${CELL_STYLE}">${text(`${piece.place}.rows.${row}.${column}`, one)}</td>`)}</tr>`);
	return html`<table style="border-collapse:collapse"><thead><tr>${piece.columns.map((column) => html`<th style="${CELL_STYLE}">${column}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`;
}

const indented = (line: Html, levels: number): Html => (levels <= 0 ? line : indented(html`<div style="${LEVEL_STYLE}">${line}</div>`, levels - 1));

const factTable = ({ facts }: Pick<FactSheet, 'facts'>): Html => grid(['번호', '항목', '내용'], facts.map(({ no, label, text }) => [String(no), label, text]));

/** The text with what no fact has in bold, and the numbers of the facts it rests on behind it. */
function marked(unit: TextUnit | undefined, plain: string, traces: readonly Trace[]): Html {
	const own = traces.filter(({ place }) => place === unit?.place);
	const open = slotRanges(plain);
	const unsure = own.filter(({ verdict, start, end }) => verdict !== 'traced' && start < end && end <= plain.length && !open.some((slot) => slot.start <= start && end <= slot.end)).toSorted((one, other) => one.start - other.start);
	let written = '';
	let from = 0;
	for (const { start, end, why } of unsure) {
		if (start < from) continue;
		written += slots(plain.slice(from, start)) + html`<strong style="${OPEN_STYLE}" title="${why}">${plain.slice(start, end)}</strong>`.markup;
		from = end;
	}
	written += slots(plain.slice(from));
	const numbers = [...new Set(own.flatMap(({ verdict, factNos }) => (verdict === 'traced' ? factNos : [])))].toSorted((one, other) => one - other);
	const note = numbers.length === 0 || numbers.length > MOST_NUMBERS ? nothing : html`<sup style="${NOTE_STYLE}"> 사실 ${numbers.join(', ')}</sup>`;
	return { markup: written + note.markup };
}

/** A slot stands out as a whole, not only the claim in it. */
function slotRanges(text: string): Array<{ start: number; end: number }> {
	let at = 0;
	return markedParts(text).flatMap((part) => {
		const start = at;
		at += part.text.length;
		return part.open ? [{ start, end: at }] : [];
	});
}

const slots = (text: string): string => markedParts(text).map((part) => (part.open ? html`<strong style="${OPEN_STYLE}">${part.text}</strong>` : html`${part.text}`).markup).join('');

function pointList({ content, profile, traces, findings, facts }: DraftHtmlInput): Html {
	const open = openPoints(content, profile, traces, findings, facts ?? null);
	if (open.length === 0) return html`<h3>확인이 필요한 곳: 없음</h3>`;
	return html`<h3>확인이 필요한 곳: ${open.length}건</h3>
<ol>${open.map(({ place, text, todo }) => html`<li><strong>${text}</strong> (${place})<br>${todo}</li>`)}</ol>`;
}

function findingList({ content, traces, findings: all }: DraftHtmlInput): Html {
	const findings = furtherFindings(all, traces).filter(({ severity, fixed }) => fixed || severity !== 'error');
	const order: ReadonlyArray<Finding['severity']> = ['warning', 'info'];
	const told = order.flatMap((severity) => findings.filter((finding) => finding.severity === severity && !finding.fixed));
	const fixed = findings.filter((finding) => finding.fixed).length;
	const mended = fixed === 0 ? nothing : html`<p>자동으로 바로잡은 곳: ${fixed}건</p>`;
	if (told.length === 0) return html`<h3>점검 결과: 고칠 곳 없음</h3>${mended}`;
	const rows = told.map(({ severity, place, excerpt, message, suggestion }) => [SEVERITIES[severity], placeName(place, content), [excerpt === '' ? '' : `“${excerpt}”`, message].filter((part) => part !== '').join(' '), suggestion]);
	return html`<h3>점검 결과: ${told.length}건</h3>
${grid(['구분', '위치', '내용', '고칠 방법'], rows)}${mended}`;
}

function grid(columns: readonly string[], rows: ReadonlyArray<readonly string[]>): Html {
	const cells = (tag: 'td' | 'th', texts: readonly string[]) => texts.map((text) => (tag === 'th' ? html`<th style="${CELL_STYLE}">${text}</th>` : html`<td style="${CELL_STYLE}">${text}</td>`));
	return html`<table style="border-collapse:collapse"><thead><tr>${cells('th', columns)}</tr></thead><tbody>${rows.map((row) => html`<tr>${cells('td', row)}</tr>`)}</tbody></table>`;
}
