import { sentencesOf } from '../korean/sentences';
import type { DraftContent, FactSheet, Finding, Profile, Trace } from '../types';
import { unitsOf } from '../units';
import { markedParts } from './paper';

/** Something a person has to settle before the document goes out. */
export interface OpenPoint {
	place: string;
	text: string;
	/** What is wrong and what to do. */
	todo: string;
}

/** A sentence of the document and the facts it rests on. */
export interface SourcedSentence {
	place: string;
	text: string;
	factNos: readonly number[];
	/** Whether it holds something that no fact has. */
	open: boolean;
}

const VERDICTS: Readonly<Record<Trace['verdict'], string>> = { traced: '', untraced: '입력 사실에 없음', misplaced: '다른 것에 관한 사실임', open: '빈칸' };
const SLOT_TODO = '사실을 확인하여 채우거나 문장을 고치시기 바랍니다.';

/** Where a text stands, in the office's words: `현황 2번째 항목`, `제목`. */
export function placeName(place: string, content: DraftContent): string {
	if (place === '') return '문서 전체';
	if (place === 'title') return '제목';
	const [kind, first = '', second = '', third = '', , fourth = '', fifth = ''] = place.split('.');
	if (kind === 'subtitles') return `부제 ${Number(first) + 1}`;
	const section = content.sections[Number(first)];
	if (kind !== 'sections' || section === undefined) return '문서 전체';
	const name = section.heading === '' ? '본문' : section.heading;
	if (second === 'heading') return `${name} 소제목`;
	const before = section.heading === '' ? content.sections.slice(0, Number(first)).filter(({ heading }) => heading === '').reduce((sum, { blocks }) => sum + blocks.length, 0) : 0;
	const block = section.blocks[Number(third)];
	if (block?.kind === 'table' && fourth !== '') return `${name} 표 ${Number(fourth) + 1}행 ${fifth === '' ? '' : (block.columns[Number(fifth)] ?? '')}`.trim();
	return `${name} ${before + Number(third) + 1}번째 ${block?.kind === 'item' ? '항목' : block?.kind === 'table' ? '표' : '문단'}`;
}

/** Open points in reading order: claims without a fact, open slots, errors, required fields that are empty. Each once. */
export function openPoints(content: DraftContent, profile: Profile, traces: readonly Trace[], findings: readonly Finding[], facts: FactSheet | null): OpenPoint[] {
	const claims = traces.filter(({ verdict }) => verdict !== 'traced').map((trace) => ({
		place: trace.place, start: trace.start, text: trace.text, todo: [trace.why || VERDICTS[trace.verdict], trace.verdict === 'open' ? SLOT_TODO : (findings.find((finding) => isAbout(finding, trace))?.suggestion ?? '')].filter((part) => part !== '').join(' '),
	}));
	const known = (place: string, text: string) => claims.some((claim) => claim.place === place && (claim.text.includes(text) || text.includes(claim.text)));
	/** A quotation that is gone from the text left this slot behind. */
	const quoteGone = (place: string) => traces.some((trace) => trace.place === place && trace.kind === 'quote' && trace.verdict !== 'traced' && trace.verdict !== 'open');
	const slots = unitsOf(content, profile).flatMap(({ place, text }) => slotsOf(text).filter((slot) => !known(place, slot.text) && !(slot.text.startsWith('[인용 필요') && quoteGone(place))).map((slot) => ({ place, ...slot, todo: SLOT_TODO })));
	const errors = furtherFindings(findings, traces).filter(({ severity, fixed }) => severity === 'error' && !fixed).map(({ place, start, excerpt, message, suggestion }) => ({
		place, start, text: excerpt, todo: [message, suggestion].filter((part) => part !== '').join(' '),
	}));
	const order = new Map(unitsOf(content, profile).map(({ place }, index) => [place, index]));
	const sorted = [...claims, ...slots, ...errors].toSorted((one, other) => (order.get(one.place) ?? -1) - (order.get(other.place) ?? -1) || one.start - other.start);
	const missing = (facts?.missing ?? []).map(({ label }) => ({ place: '입력', text: label, todo: '필수 항목이 비어 있습니다. 입력하시기 바랍니다.' }));
	return [...missing, ...sorted.map(({ place, text, todo }) => ({ place: placeName(place, content), text, todo }))];
}

/** Whether a finding says again what a claim without a fact says. */
const isAbout = (finding: Finding, trace: Trace): boolean =>
	/^(?:ground|quote)\./.test(finding.ruleId) && finding.place === trace.place && ((finding.start < trace.end && finding.end > trace.start) || finding.excerpt === trace.text);

/** Findings that are not told among the open points as claims already. */
export const furtherFindings = (findings: readonly Finding[], traces: readonly Trace[]): Finding[] =>
	findings.filter((finding) => !traces.some((trace) => trace.verdict !== 'traced' && isAbout(finding, trace)));

function slotsOf(text: string): Array<{ start: number; text: string }> {
	let start = 0;
	return markedParts(text).flatMap((part) => {
		const found = part.open ? [{ start, text: part.text }] : [];
		start += part.text.length;
		return found;
	});
}

/** Sentences of what the model wrote with the facts that their claims rest on; a row of a table counts as one. */
export function sourcedSentences(content: DraftContent, profile: Profile, traces: readonly Trace[]): SourcedSentence[] {
	const found = unitsOf(content, profile)
		.filter(({ role, fixed }) => role !== 'heading' && !fixed)
		.flatMap((unit) => {
			const own = traces.filter(({ place }) => place === unit.place);
			const parts = unit.role === 'cell' ? [{ start: 0, end: unit.text.length, text: unit.text }] : sentencesOf(unit.text);
			const row = /^(.+\.rows\.\d+)\.\d+$/.exec(unit.place)?.[1] ?? '';
			return parts.map(({ start, end, text }) => {
				const inside = own.filter((trace) => trace.start < end && trace.end > start);
				const open = inside.some(({ verdict }) => verdict !== 'traced') || slotsOf(text).length > 0;
				return { row, place: placeName(row === '' ? unit.place : row, content), text: text.trim(), factNos: inside.flatMap(({ factNos, verdict }) => (verdict === 'traced' ? factNos : [])), open };
			});
		});
	const joined: typeof found = [];
	for (const one of found) {
		const last = joined.at(-1);
		if (last === undefined || one.row === '' || last.row !== one.row) joined.push({ ...one });
		else joined[joined.length - 1] = { ...last, text: `${last.text} | ${one.text}`, factNos: [...last.factNos, ...one.factNos], open: last.open || one.open };
	}
	return joined.map(({ place, text, factNos, open }) => ({ place, text, open, factNos: [...new Set(factNos)].toSorted((one, other) => one - other) }));
}
