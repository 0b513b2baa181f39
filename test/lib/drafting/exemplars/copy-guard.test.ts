import { copiedPassages } from '../../../../lib/drafting/exemplars/copy-guard';
import type { Exemplar, FactSheet, TextUnit } from '../../../../lib/drafting/types';

const unit = (text: string, given: Partial<TextUnit> = {}): TextUnit => ({ place: 'sections.0.blocks.0', role: 'paragraph', sectionId: 'body', level: 0, column: '', fixed: false, text, ...given });
const sheet = (...texts: string[]): FactSheet => ({ facts: texts.map((text, index) => ({ no: index + 1, fieldId: 'facts', label: '핵심 내용', text })), quotes: [], findings: [], missing: [] });

const PASSAGE = '시는 앞으로도 시민이 일상에서 책과 가까워질 수 있도록 다양한 독서 문화 사업을 꾸준히 펼쳐 나갈 계획이다.';
const exemplar: Exemplar = {
	id: 'a', profileId: 'press-release', subType: '', title: '의정부시, 봄 책 나눔 한마당 성료',
	text: `의정부시(시장 서강민)는 지난 4월 12일 시청 앞 광장에서 봄 책 나눔 한마당을 열어 시민 830명이 참여했다고 밝혔다.\n${PASSAGE}`,
};
const found = (text: string, facts = sheet('책 나눔 한마당')) => copiedPassages([unit(text)], [exemplar], facts).map(({ excerpt }) => excerpt);

describe('copiedPassages', () => {
	it('finds a sentence of the exemplar, and only that', () => {
		const text = `이번 행사에는 책 1,200권이 나왔다. ${PASSAGE} 문의는 도서관과로 하면 된다.`;
		expect(found(text)).toEqual([PASSAGE]);
	});

	it.each([
		['spaced in another way', PASSAGE.replaceAll(' ', '  ').replace('꾸준히 펼쳐', '꾸준히펼쳐')],
		['with other quotation marks and dots', PASSAGE],
	])('finds it %s', (_, text) => {
		expect(found(text)).toHaveLength(1);
	});

	it('finds a passage of which only the figures were changed', () => {
		expect(found('의정부시(시장 서강민)는 지난 12월 5일 시청 앞 광장에서 봄 책 나눔 한마당을 열어 시민 1,200명이 참여했다고 밝혔다.')).toHaveLength(1);
	});

	it('lets a run as long as a title pass', () => {
		const start = [...PASSAGE];
		let letters = 0;
		const end = start.findIndex((character) => character !== ' ' && (letters += 1) > 40);
		expect(found(`${PASSAGE.slice(0, end)} 여러 가지를 한다.`)).toEqual([]);
		expect(found(`${PASSAGE.slice(0, end + 1)} 여러 가지를 한다.`)).toHaveLength(1);
	});

	it('lets pass what the facts say in the same words', () => {
		expect(found(PASSAGE, sheet(PASSAGE))).toEqual([]);
		expect(found(PASSAGE, sheet('시민이 일상에서 책과 가까워질 수 있도록 다양한 독서 문화 사업을 꾸준히 펼침'))).toEqual([]);
	});

	it('lets set phrases of the office pass', () => {
		const phrase = '평소 시정 발전에 관심과 협조를 보내 주신 데 대하여 감사드립니다. 귀하의 민원에 대하여 다음과 같이 답변드립니다.';
		expect(copiedPassages([unit(phrase)], [{ ...exemplar, text: phrase }], sheet())).toEqual([]);
	});

	it('passes over what our own code wrote', () => {
		expect(copiedPassages([unit(PASSAGE, { fixed: true })], [exemplar], sheet())).toEqual([]);
	});

	it('finds nothing without exemplars, or in a text of its own', () => {
		expect(copiedPassages([unit(PASSAGE)], [], sheet())).toEqual([]);
		expect(found('이번 겨울에는 어린이 교실 네 개를 새로 마련해 책을 처음 만나는 아이들도 함께 즐길 수 있게 했다.')).toEqual([]);
	});

	it('says where, and what to do', () => {
		const [finding] = copiedPassages([unit(`앞말. ${PASSAGE}`, { place: 'sections.1.blocks.2' })], [exemplar], sheet());
		expect(finding).toMatchObject({ ruleId: 'copy.passage', severity: 'error', place: 'sections.1.blocks.2', start: 4, end: 4 + PASSAGE.length, excerpt: PASSAGE, fixed: false });
		expect(finding?.suggestion).toMatch(/바랍니다\.$/);
	});
});
