import { html, type Html, nothing } from '../../report/markup';
import type { Finding, TextUnit, Trace } from '../types';
import { unitsOf } from '../units';
import { attachmentLines, attachmentsOf } from './attachments';
import { bodyOf, type BodyPiece, isAttachments } from './body';
import { SEVERITIES, STATES } from './check-sheet';
import { markedParts } from './paper';
import { furtherFindings, openPoints, placeName, sourcedSentences } from './points';
import type { CheckSheetInput, DraftHtmlInput } from './types';

const OPEN_STYLE = 'background:#fde2e1;color:#b3261e';
const NOTE_STYLE = 'color:#5a6779;font-size:.8em';
const CELL_STYLE = 'border:1px solid #c5ccd6;padding:4px 8px;text-align:left;vertical-align:top';

/**
 * The draft as a piece of a page: title, body with its marks, what needs a person in bold, the numbers of the facts behind
 * each text, the findings below. Everything is escaped; no script; it reads well too where styles are taken out.
 */
export function draftHtml(input: DraftHtmlInput): string {
	const { content, profile, traces } = input;
	const letter = profile.form === 'letter';
	const units = new Map(unitsOf(content, profile).map((unit) => [unit.place, unit]));
	const text = (place: string, plain: string) => marked(units.get(place), plain, traces);
	const body = bodyOf(content, profile, letter ? isAttachments : undefined).map((piece) => pieceHtml(piece, text));
	const attached = letter ? attachmentLines(attachmentsOf(input)).map((one, index, all) => html`<p>${one.replace(/^ +/, (spaces) => '\u00a0'.repeat(2 * spaces.length))}${index === all.length - 1 ? '  끝.' : ''}</p>`) : [];
	const page = html`<div><h2>${text('title', content.title)}</h2>
${content.subtitles.map((one, index) => html`<p><strong>- ${text(`subtitles.${index}`, one)} -</strong></p>`)}
${body}
${attached}
${pointList(input)}
${findingList(input)}</div>`;
	return page.markup;
}

/** The check sheet as a piece of a page; as `draftHtml` escaped and without script. */
export function checkSheetHtml(input: CheckSheetInput): string {
	const { content, profile, traces, facts, draftId, model, at, state } = input;
	const rows = sourcedSentences(content, profile, traces).map(({ place, text, factNos, open }) => [place, text, [factNos.map((no) => `[${no}]`).join(''), open ? '확인 필요' : ''].filter((part) => part !== '').join(' ') || '-']);
	const page = html`<div><h2>${profile.name} 점검표</h2>
<p>${[`제목: ${content.title}`, `초안 번호: ${draftId}(${STATES[state]})`, `작성 일시: ${at}`, `모형: ${model}`, `문서 유형 판: ${profile.id} ${profile.version}`].join(' / ')}</p>
${pointList(input)}
${findingList(input)}
<h3>문장별 근거</h3>
${grid(['위치', '문장', '입력 사실 번호'], rows)}
<h3>입력 사실</h3>
${grid(['번호', '항목', '내용'], facts.facts.map(({ no, label, text }) => [`[${no}]`, label, text]))}</div>`;
	return page.markup;
}

function pieceHtml(piece: BodyPiece, text: (place: string, plain: string) => Html): Html {
	if (piece.kind === 'heading') return html`<h3>${piece.mark === '' ? '' : `${piece.mark} `}${text(piece.place, piece.bare)}</h3>`;
	// Spaces that stay: a page may take styles out, and levels must still be seen.
	if (piece.kind === 'text') return html`<p style="margin:0 0 .4em">${'\u00a0'.repeat(4 * Math.max(0, piece.level - 1))}${piece.mark === '' ? '' : `${piece.mark} `}${text(piece.place, piece.text)}</p>`;
	const rows = piece.rows.map((cells, row) => html`<tr>${cells.map((one, column) => html`<td style="${CELL_STYLE}">${text(`${piece.place}.rows.${row}.${column}`, one)}</td>`)}</tr>`);
	return html`<table style="border-collapse:collapse"><thead><tr>${piece.columns.map((column) => html`<th style="${CELL_STYLE}">${column}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`;
}

/** The text with what no fact has in bold, and the numbers of the facts it rests on behind it. */
function marked(unit: TextUnit | undefined, plain: string, traces: readonly Trace[]): Html {
	const own = traces.filter(({ place }) => place === unit?.place);
	const unsure = own.filter(({ verdict, start, end }) => verdict !== 'traced' && start < end && end <= plain.length).toSorted((one, other) => one.start - other.start);
	let written = '';
	let from = 0;
	for (const { start, end, why } of unsure) {
		if (start < from) continue;
		written += slots(plain.slice(from, start)) + html`<strong style="${OPEN_STYLE}" title="${why}">${plain.slice(start, end)}</strong>`.markup;
		from = end;
	}
	written += slots(plain.slice(from));
	const numbers = [...new Set(own.flatMap(({ verdict, factNos }) => (verdict === 'traced' ? factNos : [])))].toSorted((one, other) => one - other);
	const note = numbers.length === 0 ? nothing : html`<sup style="${NOTE_STYLE}"> 사실 ${numbers.join(', ')}</sup>`;
	return { markup: written + note.markup };
}

const slots = (text: string): string => markedParts(text).map((part) => (part.open ? html`<strong style="${OPEN_STYLE}">${part.text}</strong>` : html`${part.text}`).markup).join('');

function pointList({ content, profile, traces, findings, ...rest }: DraftHtmlInput & Partial<Pick<CheckSheetInput, 'facts'>>): Html {
	const open = openPoints(content, profile, traces, findings, rest.facts ?? null);
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
