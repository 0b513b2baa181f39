import { ALL_SETS, group, patternRule, type DocumentHit, type LintedDocument, type Rule } from '../rule';
import { wordsOf } from './words';

const BASIS = '「국어기본법」 제14조, 공공언어 진단 기준';

/** Latin abbreviations: the Korean word first, the original in brackets, once a document. */
export const LATIN_RULES: readonly Rule[] = [
	patternRule({
		id: 'latin.order',
		sets: ALL_SETS,
		name: '한글과 로마자의 차례',
		basis: BASIS,
		severity: 'warning',
		safeFix: true,
		pattern: /(?<![A-Za-z\d가-힣(])(?<latin>[A-Z][A-Za-z&]{1,9})[ ]?\((?<korean>[가-힣][가-힣 ·]{1,24})\)(?![은는이가을를과와로으])/g,
		needs: 'latin',
		message: '한글을 먼저 쓰고 로마자는 괄호 안에 씁니다.',
		use: (match) => `${group(match, 'korean')}(${group(match, 'latin')})`,
	}),
	patternRule({
		id: 'latin.order-particle',
		sets: ALL_SETS,
		name: '한글과 로마자의 차례(조사가 붙은 때)',
		basis: BASIS,
		severity: 'warning',
		pattern: /(?<![A-Za-z\d가-힣(])(?<latin>[A-Z][A-Za-z&]{1,9})[ ]?\((?<korean>[가-힣][가-힣 ·]{1,24})\)(?=[은는이가을를과와로으])/g,
		needs: 'latin',
		message: '한글을 먼저 쓰고 로마자는 괄호 안에 씁니다.',
		use: (match) => `${group(match, 'korean')}(${group(match, 'latin')})`,
	}),
	{
		id: 'latin.alone',
		sets: ALL_SETS,
		name: '풀이 없는 로마자 약어',
		basis: BASIS,
		severity: 'warning',
		safeFix: false,
		document: unexplained,
	},
];

/** The first use of a listed abbreviation in the body that no Korean word explains; once a document. */
function* unexplained(document: LintedDocument): Iterable<DocumentHit> {
	const told = new Set<string>();
	const explained = (latin: string): boolean => document.units.some(({ text }) => text.includes(`(${latin})`) || text.includes(`(${latin},`) || text.includes(`${latin}(`));
	for (const unit of document.units) {
		if (!unit.hasLatin || unit.fixed) continue;
		for (const hit of wordsOf(unit, document)) {
			const { find, use } = hit.entry;
			if (hit.list !== 'latin' || told.has(find)) continue;
			told.add(find);
			if (explained(find)) continue;
			yield { place: unit.place, start: hit.start, end: hit.end, message: `"${find}"의 뜻을 한글로 풀어 쓰지 않았습니다.`, suggestion: use };
		}
	}
}
