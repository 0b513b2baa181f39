import type { ProfileSection } from '../../types';
import { josaFor } from '../../korean/josa';
import { ALL_SETS, type DocumentHit, type LintedDocument, type Rule } from '../rule';

const written = (sections: readonly ProfileSection[]): readonly ProfileSection[] => sections.filter(({ form }) => form !== 'fixed');
const nameOf = ({ heading, id }: ProfileSection): string => (heading === '' ? SECTION_WORDS[id] ?? `${id} 부분` : `"${heading}"`);
const SECTION_WORDS: Readonly<Record<string, string>> = { lead: '첫 문단(리드)', body: '본문', quote: '인용', opening: '여는 말', thanks: '감사의 말', meaning: '행사의 뜻', promise: '약속', closing: '맺는말', gist: '요지', details: '세부 내용' };

/** Blocks of a section that were written, by place. */
function blocksOf({ units }: LintedDocument, sectionId: string): ReadonlySet<string> {
	const blocks = new Set<string>();
	for (const unit of units) if (unit.sectionId === sectionId && unit.role !== 'heading') blocks.add(/^sections\.\d+\.blocks\.\d+(?:\.rows\.\d+)?/.exec(unit.place)?.[0] ?? unit.place);
	return blocks;
}

/** Sections: all there, in order, neither too few nor too many pieces. */
export const STRUCTURE_RULES: readonly Rule[] = [
	{
		id: 'section.missing',
		sets: ALL_SETS,
		name: '빠진 부분',
		basis: '문서 유형의 구성',
		severity: 'error',
		safeFix: false,
		*document(document): Iterable<DocumentHit> {
			if (!document.units.some(({ role }) => role === 'title')) yield { place: '', start: 0, end: 0, message: '제목이 없습니다.', suggestion: '제목을 쓰시기 바랍니다.' };
			for (const section of written(document.profile.sections))
				if (section.required && blocksOf(document, section.id).size === 0) yield { place: '', start: 0, end: 0, message: `${nameOf(section)} 내용이 없습니다.`, suggestion: `${nameOf(section)} 내용을 쓰시기 바랍니다.` };
		},
	},
	{
		id: 'section.order',
		sets: ALL_SETS,
		name: '부분의 차례',
		basis: '문서 유형의 구성',
		severity: 'error',
		safeFix: false,
		*document({ units, profile }): Iterable<DocumentHit> {
			const order = profile.sections.map(({ id }) => id);
			let last = -1;
			let lastId = '';
			for (const { sectionId, place } of units) {
				if (sectionId === '' || sectionId === lastId) continue;
				lastId = sectionId;
				const at = order.indexOf(sectionId);
				const section = profile.sections[at];
				if (section === undefined) yield { place, start: 0, end: 0, message: '이 문서 유형에 없는 부분입니다.', suggestion: '내용을 알맞은 부분으로 옮기시기 바랍니다.' };
				else if (at < last) yield { place, start: 0, end: 0, message: `${nameOf(section)}의 차례가 맞지 않습니다.`, suggestion: `${written(profile.sections).map(nameOf).join(' → ')} 차례로 쓰시기 바랍니다.` };
				last = Math.max(last, at);
			}
		},
	},
	{
		id: 'section.size',
		sets: ALL_SETS,
		name: '부분의 분량',
		basis: '문서 유형의 구성',
		severity: 'warning',
		safeFix: false,
		*document(document): Iterable<DocumentHit> {
			for (const section of written(document.profile.sections)) {
				const blocks = blocksOf(document, section.id);
				const [first = ''] = blocks;
				const what = section.form === 'prose' ? '문단' : section.form === 'table' ? '행' : '항목';
				const bounds = `${section.min}~${section.max}개`;
				if (blocks.size > section.max) yield { place: first, start: 0, end: 0, message: `${nameOf(section)}의 ${what}이 ${blocks.size}개로 많습니다(${bounds}).`, suggestion: '줄이거나 합치시기 바랍니다.' };
				else if (blocks.size > 0 && blocks.size < section.min) yield { place: first, start: 0, end: 0, message: `${nameOf(section)}의 ${what}이 ${blocks.size}개로 적습니다(${bounds}).`, suggestion: '빠진 내용이 없는지 확인하시기 바랍니다.' };
			}
		},
	},
	{
		id: 'section.subtitles',
		sets: ALL_SETS,
		name: '부제의 수',
		basis: '문서 유형의 구성',
		severity: 'warning',
		safeFix: false,
		*document({ units, profile: { subtitles } }): Iterable<DocumentHit> {
			const count = units.filter(({ role }) => role === 'subtitle').length;
			const [min, max] = subtitles === null ? [0, 0] : [subtitles.min, subtitles.max];
			if (count < min || count > max)
				yield { place: '', start: 0, end: 0, message: max === 0 ? '이 문서 유형에는 부제가 없습니다.' : `부제가 ${count}개입니다(${min}~${max}개).`, suggestion: count > max ? '부제를 줄이시기 바랍니다.' : '부제를 더 쓰시기 바랍니다.' };
		},
	},
	{
		id: 'section.heading',
		sets: ALL_SETS,
		name: '소제목의 표현',
		basis: '문서 유형의 구성',
		severity: 'warning',
		safeFix: false,
		*document({ units, profile }): Iterable<DocumentHit> {
			for (const { role, fixed, text, sectionId, place } of units) {
				const section = profile.sections.find(({ id }) => id === sectionId);
				if (role !== 'heading' || fixed || section === undefined || section.heading === '') continue;
				yield { place, start: 0, end: text.length, message: `소제목이 이 문서 유형에서 정한 것(${nameOf(section)})과 다릅니다.`, suggestion: section.heading };
			}
		},
	},
	{
		id: 'title.form',
		sets: ALL_SETS,
		name: '제목의 형식',
		basis: '행정업무운영 편람, 보도자료 관행',
		severity: 'warning',
		safeFix: false,
		*unit(unit) {
			if (unit.role !== 'title' && unit.role !== 'subtitle') return;
			if (/[.。]\s*$/.test(unit.text.replace(/\d{1,2}\.\s*$/, ''))) yield { start: unit.text.length - 1, end: unit.text.length, message: '제목 끝에는 마침표를 찍지 않습니다.', suggestion: '마침표를 지우시기 바랍니다.' };
			if (/(?:니다|니까|세요)[.!?]?\s*$/.test(unit.masked)) yield { start: 0, end: unit.text.length, message: '제목은 높임의 문장으로 쓰지 않습니다.', suggestion: '명사나 짧은 구로 끝맺으시기 바랍니다.' };
		},
	},
	{
		id: 'phrase.forbidden',
		sets: ALL_SETS,
		name: '이 문서에 쓰지 않는 말',
		basis: '문서 유형의 금지 표현',
		severity: 'error',
		safeFix: false,
		*unit(unit, { profile }) {
			for (const { phrase, suggestion } of profile.rules.forbidden)
				for (let at = unit.masked.indexOf(phrase); at !== -1; at = unit.masked.indexOf(phrase, at + phrase.length))
					yield { start: at, end: at + phrase.length, message: `"${phrase}"${josaFor(phrase.replace(/[\s.!?]+$/, ''), '은/는')} 이 문서에 쓰지 않는 말입니다.`, suggestion };
		},
	},
];
