import type { Finding } from '../types';
import { stateHeader } from './forms/common';
import { heightOf } from './height';
import { writeHwpx } from './hwpx/write-hwpx';
import { ALERT, cell, label, line, type Paper, type Piece, table } from './paper';
import { furtherFindings, openPoints, placeName, sourcedSentences } from './points';
import type { CheckSheetInput } from './types';

const MARGINS = { top: 17, bottom: 13, left: 15, right: 15 };
const WIDTH = 180;
const SMALL = { size: 8.5, spacing: 120 } as const;
/** Millimetres of a sheet that may be filled: programs break lines a little differently. */
const ROOM = 297 - MARGINS.top - MARGINS.bottom - 12;

export const SEVERITIES: Readonly<Record<Finding['severity'], string>> = { error: '오류', warning: '주의', info: '참고' };
export const STATES = { draft: '초안', reviewed: '검토', approved: '확정' } as const;

/**
 * The check sheet of a draft as the bytes of an HWPX file: open points with what to do, findings, each sentence with the
 * numbers of its facts, the facts, versions. One page; what a person knows already (the facts, sentences that claim
 * nothing) is left out before a second page begins.
 */
export const renderCheckSheet = async (input: CheckSheetInput): Promise<Uint8Array> => await Promise.resolve(writeHwpx(checkPaper(input)));

function checkPaper(input: CheckSheetInput): Paper {
	const top = [...head(input), ...points(input), ...findingTable(input)];
	const variants: Piece[][] = [
		[...sentences(input, true), ...facts(input)],
		[...sentences(input, false), ...facts(input)],
		sentences(input, false),
	];
	const rest = variants.find((variant) => heightOf([...top, ...variant, ...signatures()], WIDTH) <= ROOM) ?? variants[0] ?? [];
	return {
		title: `${input.profile.name} 점검표`,
		organisation: input.city.name,
		header: stateHeader(input.state),
		numbered: true,
		margins: MARGINS,
		pieces: [...top, ...rest, ...signatures()],
	};
}

const heading = (text: string): Piece => line(text, { size: 10, bold: true, face: 'head', align: 'left', spacing: 120, before: 5, after: 2, keepNext: true });
const small = (text: string, look: Parameters<typeof cell>[1] = {}) => cell(text, { ...SMALL, align: 'left', ...look });
const name = (text: string) => label(text, SMALL);
const cut = (text: string, letters: number) => (text.length > letters ? `${text.slice(0, letters - 1)}…`.toWellFormed() : text);

function head({ profile, content, draftId, model, at, state }: CheckSheetInput): Piece[] {
	return [
		line(`${profile.name} 점검표`, { size: 15, bold: true, face: 'head', align: 'center', spacing: 130, after: 4 }),
		table(
			[22, 68, 22, 68],
			[
				[name('제목'), small(content.title, { span: 3, bold: true })],
				[name('초안 번호'), small(`${draftId} (${STATES[state]})`), name('작성 일시'), small(at)],
				[name('모형'), small(model), name('문서 유형(버전)'), small(`${profile.id} ${profile.version}`)],
			],
			{ height: 5.6 },
		),
	];
}

function points({ content, profile, traces, findings, facts }: CheckSheetInput): Piece[] {
	const open = openPoints(content, profile, traces, findings, facts);
	if (open.length === 0) return [heading('□ 확인이 필요한 곳: 없음')];
	const rows = open.map(({ place, text, todo }, index) => [small(String(index + 1), { align: 'center' }), small(place), small(cut(text, 80), { bold: true, colour: ALERT }), small(todo)]);
	return [heading(`□ 확인이 필요한 곳: ${open.length}건`), table([11, 34, 55, 80], [[name('연번'), name('위치'), name('내용'), name('조치')], ...rows], { head: 1, height: 5 })];
}

/** Warnings and notes, and what has been mended already. */
function findingTable({ content, traces, findings: all }: CheckSheetInput): Piece[] {
	const findings = furtherFindings(all, traces);
	const told = findings.filter(({ severity, fixed }) => severity === 'warning' && !fixed);
	const fixed = findings.filter((finding) => finding.fixed);
	const notes = findings.filter((finding) => finding.severity === 'info' && !finding.fixed);
	const rows = [...told, ...notes].map((finding) => [small(SEVERITIES[finding.severity], { align: 'center' }), small(placeName(finding.place, content)), small(cut([finding.excerpt === '' ? '' : `“${cut(finding.excerpt, 30)}”`, finding.message].filter((part) => part !== '').join(' '), 110)), small(finding.suggestion)]);
	const mended = fixed.length === 0 ? [] : [line(`※ 자동으로 바로잡은 곳 ${fixed.length}건: ${cut([...new Set(fixed.map(({ excerpt, suggestion }) => [excerpt, suggestion].filter((part) => part !== '').join(' → ')))].join(', '), 150)}`, { ...SMALL, face: 'head', align: 'left', before: 2 })];
	if (rows.length === 0) return [heading('□ 점검 결과: 주의할 곳 없음'), ...mended];
	return [heading(`□ 점검 결과: ${rows.length}건`), table([11, 34, 75, 60], [[name('구분'), name('위치'), name('내용'), name('고칠 방법')], ...rows], { head: 1, height: 5 }), ...mended];
}

function sentences({ content, profile, traces }: CheckSheetInput, all: boolean): Piece[] {
	const found = sourcedSentences(content, profile, traces).filter(({ factNos, open }) => all || open || factNos.length > 0);
	if (found.length === 0) return [];
	const rows = found.map(({ place, text, factNos, open }) => {
		const numbers = factNos.map((no) => `[${no}]`).join('');
		return [small(place), small(cut(text, 75)), small(open ? `${numbers} 확인 필요`.trim() : numbers || '-', { align: 'center', ...(open ? { bold: true, colour: ALERT } : {}) })];
	});
	return [heading('□ 문장별 근거'), table([34, 116, 30], [[name('위치'), name('문장'), name('입력 사실 번호')], ...rows], { head: 1, height: 5 })];
}

/** The facts two abreast. */
function facts({ facts: sheet }: CheckSheetInput): Piece[] {
	if (sheet.facts.length === 0) return [];
	const half = Math.ceil(sheet.facts.length / 2);
	const rows = sheet.facts.slice(0, half).map((left, index) => [left, sheet.facts[index + half]].flatMap((fact) => [small(fact ? `[${fact.no}]` : '', { align: 'center' }), small(fact ? cut(`${fact.label}: ${fact.text}`, 80) : '')]));
	return [heading('□ 입력 사실'), table([11, 79, 11, 79], rows, { height: 5 })];
}

const signatures = (): Piece[] => [
	line('※ 사실과 인용은 담당자가 원문과 대조한 뒤 확정하시기 바랍니다.', { ...SMALL, face: 'head', align: 'left', before: 4, after: 2 }),
	table([30, 60, 30, 60], [[name('담당자 확인'), small('(서명)', { align: 'right' }), name('검토자 확인'), small('(서명)', { align: 'right' })]], { height: 8 }),
];
