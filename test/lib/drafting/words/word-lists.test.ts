import { findWords } from '../../../../lib/drafting/words/find-words';
import { readWords } from '../../../../lib/drafting/words/read-words';
import { shippedWords, WORD_LIST_NAMES } from '../../../../lib/drafting/words/word-lists';

const found = (text: string, words = shippedWords()): string[] => findWords(text, words).map(({ entry }) => entry.find);

describe('shipped lists', () => {
	it.each(WORD_LIST_NAMES)('%s: every word once, and none whose replacement is a word to replace', (name) => {
		const list = shippedWords()[name];
		expect(list.length).toBeGreaterThan(20);
		expect(new Set(list.map(({ find }) => find)).size).toBe(list.length);
		for (const { find, use, safe } of list) {
			expect(use).not.toBe(find);
			if (safe === true) expect(use).not.toMatch(/\/|^$/);
			if (name === 'spelling' || name === 'loanSpelling') expect(found(use)).toEqual([]);
		}
	});

	it('name elections with their days', () => {
		for (const { date, verified } of shippedWords().elections) expect([/^\d{4}-\d\d-\d\d$/.test(date), typeof verified]).toEqual([true, 'boolean']);
	});
});

describe('finding words', () => {
	it.each([
		['몇일 뒤', ['몇일']],
		['년간 10회', ['년간']],
		['3년간 10회', []],
		['2026 년도', []],
		['신년도 계획', []],
		['장애자 지원', ['장애자']],
		['장애자녀 지원', []],
		['에워싸인 곳', []],
		['연예인 싸인', ['싸인']],
		['AI와 KAIST', ['AI']],
		['컨셉트와 컨셉', ['컨셉트', '컨셉']],
		['마스터 플랜과 마스터플랜', ['마스터 플랜', '마스터플랜']],
	])('%s', (text, words) => {
		expect(found(text)).toEqual(words);
	});
});

describe("a city's own list", () => {
	it('adds words, replaces shipped ones and takes some away', () => {
		const words = readWords('\uFEFF{ "loanwords": [{ "find": "거버넌스", "use": "함께 다스림" }, { "find": "하우스 콘서트", "use": "집들이 음악회" }], "remove": ["금번"], "elections": [{ "name": "시장 보궐선거", "date": "2027-04-07", "kind": "local", "verified": true }] }', 'city.json');
		expect(words.loanwords.filter(({ find }) => find === '거버넌스')).toMatchObject([{ find: '거버넌스', use: '함께 다스림' }]);
		expect(found('하우스 콘서트', words)).toEqual(['하우스 콘서트']);
		expect(found('금번', words)).toEqual([]);
		expect(words.elections.map(({ name }) => name)).toContain('시장 보궐선거');
		expect(words.spelling).toEqual(shippedWords().spelling);
	});

	it.each([
		['{\n"loanwords": [\n{ "find": "가" "use": "나" }\n]}', '3번째 줄'],
		['{\n"loanwords": [\n{ "find": "가", "use": "나" },\n{ "find": "다" }\n]}', '4번째 줄'],
		['{\n"loanwords": [{ "use": "나" }]}', '2번째 줄'],
		['{\n\n"loanword": []}', '"loanword" 목록은 없습니다'],
		['{\n"plain": [{ "find": "가", "use": "나", "safe": "네" }]}', '"safe" 값은 true나 false'],
		['{\n"plain": [{ "find": "가", "use": "나", "after": ["다"] }]}', '"after" 항목은 없습니다'],
		['{\n"plain": [{ "find": "가", "use": "나", "notAfter": "다" }]}', '글자의 목록'],
		['{\n"elections": [\n{ "name": "선거", "date": "2027. 4. 7.", "kind": "local" }]}', '3번째 줄'],
		['[]', '1번째 줄'],
	])('says what is wrong and where: %s', (text, words) => {
		expect(() => readWords(text, 'city.json')).toThrow(expect.objectContaining({ code: 'wordsFile', message: expect.stringContaining(words), remedy: expect.stringMatching(/하?시기 바랍니다\.$/) }));
	});
});
