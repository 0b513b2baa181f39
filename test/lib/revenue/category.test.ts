import { categoryOf, codeMap, statusMap, statusOf } from '../../../lib/revenue/code-map';

const codes = codeMap([
	{ code: '1701', category: 'disabled' },
	{ code: '2942', category: 'veteranCompensation' },
	{ code: ' ev-1 ', category: 'electricCar' },
]);

describe('category by legal basis', () => {
	it.each([
		['지방세특례제한법 제17조제1항', 'disabled'],
		['「지방세특례제한법」 제17조', 'disabled'],
		['제22조의2제1항', 'threeChildren'],
		['지특법 제22조의2 제2항', 'twoChildren'],
		['§22의2 ②', 'twoChildren'],
		['제22조의2제3항제1호', 'childrenReplacement'],
		['제22조의2제3항제2호', 'childrenFromSpouse'],
		['제22조의2 ③ 3호', 'childrenInheritance'],
		['제29조제4항', 'veteran'],
		['제29조제4항(보훈보상대상자)', 'veteranCompensation'],
		['제29조제4항 괄호', 'veteranCompensation'],
		['제29조제4항 50%', 'veteranCompensation'],
		['제66조제1항', 'defectReplacement'],
		['제66조제3항', 'hybridCar'],
		['제66조제4항', 'electricCar'],
		['제66조제5항', 'hydrogenCar'],
		['제66조제6항', 'hydrogenCar'],
		['제67조제1항', 'lightCar'],
		['제67조제2항', 'lightTruck'],
		['제68조제1항', 'dealerStock'],
		['제68조제3항', 'exportStock'],
		['제70조제4항', 'transportBusiness'],
		['경기도 도세 감면 조례 제17조', 'ordinance'],
		['제22조의2제1항, 제177조의2', 'threeChildren'],
	])('%s is %s', (basis, category) => expect(categoryOf(null, null, basis, codes)).toEqual({ category }));

	it.each([
		['제22조의2', 'paragraph open'],
		['제22조의2제3항', 'item open'],
		['제22조의2제4항', 'no such ground'],
		['제29조', 'paragraph open'],
		['제66조', 'paragraph open'],
		['제36조의3', 'not about cars'],
		['지방세법 제17조', 'another law'],
		['제17조, 제22조의2제1항', 'two grounds'],
		['제22조의2제1항, 제3항제1호', 'a second paragraph'],
		['감면', 'no article'],
		[null, 'nothing'],
	])('%s (%s) is never guessed', (basis: string | null, _why: string) => {
		expect(categoryOf(null, null, basis, codes)).toEqual({ category: 'unknown', problem: expect.stringMatching(/다$|습니다$/) });
	});

	it('uses the name of the relief only to tell the two reliefs of §29④ apart', () => {
		expect(categoryOf(null, '보훈보상대상자', '제29조제4항', codes).category).toBe('veteranCompensation');
		expect(categoryOf(null, '장애인', null, codes).category).toBe('unknown');
	});
});

describe('category by code', () => {
	it('wins where the basis says nothing or the same', () => {
		expect(categoryOf('1701', null, null, codes).category).toBe('disabled');
		expect(categoryOf('1701.0', null, '제17조제1항', codes).category).toBe('disabled');
		expect(categoryOf('EV-1', null, '제36조의3', codes).category).toBe('electricCar');
	});

	it('is unknown where the basis says something else', () => {
		const finding = categoryOf('1701', null, '제22조의2제2항', codes);
		expect(finding).toEqual({ category: 'unknown', problem: expect.stringContaining('서로 다른') });
	});

	it('falls back to the basis for a code that is not in the map', () => {
		expect(categoryOf('9999', null, '제22조의2제2항', codes).category).toBe('twoChildren');
	});

	it.each([
		[[{ code: '', category: 'disabled' }]],
		[[{ code: '1', category: 'nonsense' }]],
		[[{ code: '1', category: 'disabled' }, { code: '1', category: 'veteran' }]],
	])('refuses a map such as %j', (entries) => {
		expect(() => codeMap(entries)).toThrow(expect.objectContaining({ code: 'badCodeMap' }));
	});
});

describe('status', () => {
	it.each([
		['결정', 'decided'],
		[' 처리 완료 ', 'decided'],
		['20', 'decided'],
		['접수', 'pending'],
		['취하', 'withdrawn'],
		['경정', 'corrected'],
		['반려', 'refused'],
		['모름', undefined],
	])('%s is %s', (text, status) => expect(statusOf(text, statusMap())).toBe(status));

	it('follows the office first', () => {
		expect(statusOf('접수', statusMap([{ text: '접수', status: 'decided' }]))).toBe('decided');
	});
});
