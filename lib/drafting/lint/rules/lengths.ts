import { sentencesOf } from '../../korean/sentences';
import { ALL_SETS, type LintedDocument, type Rule } from '../rule';

/** Characters of the body with blanks, by units. */
export function bodyLength({ units }: LintedDocument): number {
	return units.reduce((sum, { role, text }) => (role === 'title' || role === 'subtitle' || role === 'heading' ? sum : sum + text.length), 0);
}

const outside = (length: number, { min, max }: { min: number; max: number }): boolean => length < min || length > max;

/** Lengths of title, sentences and document. */
export const LENGTH_RULES: readonly Rule[] = [
	{
		id: 'length.title',
		sets: ALL_SETS,
		name: '제목의 길이',
		basis: '문서 유형의 길이',
		severity: 'warning',
		safeFix: false,
		*document({ units, profile: { title } }) {
			const unit = units.find(({ role }) => role === 'title');
			if (unit !== undefined && outside(unit.text.length, title))
				yield { place: unit.place, start: 0, end: 0, excerpt: unit.text.slice(0, 60), message: `제목이 ${unit.text.length}자입니다(${title.min}~${title.max}자).`, suggestion: unit.text.length > title.max ? '제목을 줄이시기 바랍니다.' : '제목에 무엇을 하는지 적으시기 바랍니다.' };
		},
	},
	{
		id: 'length.document',
		sets: ALL_SETS,
		name: '문서의 길이',
		basis: '문서 유형의 길이',
		severity: 'warning',
		safeFix: false,
		*document(document) {
			const { length } = document.profile;
			const characters = bodyLength(document);
			if (outside(characters, length))
				yield { place: '', start: 0, end: 0, message: `본문이 ${characters.toLocaleString('ko-KR')}자입니다(${length.min}~${length.max}자).`, suggestion: characters > length.max ? '본문을 줄이시기 바랍니다.' : '빠진 내용이 없는지 확인하시기 바랍니다.' };
		},
	},
	{
		id: 'length.sentence',
		sets: ALL_SETS,
		name: '문장의 길이',
		basis: '공공언어 진단 기준, 의정부시 보도자료 측정',
		severity: 'warning',
		safeFix: false,
		*unit(unit, { profile }) {
			const { maxChars } = profile.sentence;
			if (unit.text.length <= maxChars || unit.role === 'heading') return;
			for (const { start, end } of sentencesOf(unit.text)) {
				const length = spokenLength(unit.masked.slice(start, end));
				if (length > maxChars) yield { start, end, message: `문장이 ${length}자로 깁니다(${maxChars}자까지).`, suggestion: '두 문장으로 나누시기 바랍니다.' };
			}
		},
	},
];

/** Characters of a sentence, a quotation counted as one letter. */
function spokenLength(masked: string): number {
	return masked.replace(/\uE000{5,}/g, ' ').trim().length;
}
