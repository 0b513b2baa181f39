import { DraftingOffice, NODE } from './drafting-office';

jest.setTimeout(60_000);

let office: DraftingOffice;
beforeAll(async () => {
	office = await DraftingOffice.open();
});
afterAll(async () => await office.close());

const TITLE = '의정부시, 2026 겨울 책 나눔 한마당 개최';
const CLEAN = [
	TITLE,
	'',
	'의정부시(시장 서강민)는 12월 5일 오후 2시부터 오후 5시까지 의정부시청 대강당에서 2026 겨울 책 나눔 한마당을 개최한다고 밝혔다.',
	'',
	'이번 행사는 읽지 않는 책을 이웃과 나누는 문화를 넓히기 위해 마련했다. 시민이 기증한 책 1,200권을 나누고, 어린이 책 놀이 교실 4개를 운영한다.',
	'',
	'서강민 의정부시장은 “책으로 이웃을 만나는 하루가 되길 바란다”고 말했다.',
].join('\n');
const FACTS_TEXT = [
	'사업(행사)명: 2026 겨울 책 나눔 한마당',
	'일시: 2026. 12. 5.(토) 14:00~17:00',
	'장소: 의정부시청 대강당',
	'핵심 내용: 시민이 기증한 책 1,200권을 나눔',
	'어린이 책 놀이 교실 4개를 운영함',
	'추진 배경·목적: 읽지 않는 책을 이웃과 나누는 문화를 넓히기 위함',
	'인용문: 서강민 | 의정부시장 | 책으로 이웃을 만나는 하루가 되길 바란다 | 홍보담당관 | 2026-11-20',
	'담당부서: 도서관과',
].join('\n');

interface Found {
	ruleId: string;
	severity: string;
	place: string;
	excerpt: string;
	fixed: boolean;
}

async function check(text: string, factsText = FACTS_TEXT, parameters: object = {}) {
	const result = await office.run({ resource: 'document', operation: 'check', documentType: 'press-release', text, factsText, ...parameters }, { credentials: [] });
	const [json] = result.json(NODE);
	return { result, json, findings: (json?.findings ?? []) as Found[] };
}
const open = (findings: readonly Found[]) => findings.filter(({ fixed, severity }) => !fixed && severity === 'error');

describe('점검', () => {
	it('finds nothing that must not be signed in a release that says what the facts say, with neither model nor ledger', async () => {
		const asked = office.server.requests().length;
		const { result, json, findings } = await check(CLEAN);
		expect(result.error).toBeUndefined();
		expect(open(findings)).toEqual([]);
		expect(json).toMatchObject({ status: 'ready', errors: 0, documentName: '보도자료' });
		expect(Number(json?.claims)).toBeGreaterThan(5);
		expect(office.server.requests()).toHaveLength(asked);
	});

	it.each([
		['a number that no fact has', ['1,200권', '1,500권'], /^ground\./, '1,500권'],
		['a day that no fact has', ['12월 5일', '12월 6일'], /^ground\./, '12월 6일'],
		['a body that no fact has', ['어린이 책', '의정부문화재단이 어린이 책'], /^ground\./, '의정부문화재단'],
		['a quotation with other words', ['하루가 되길 바란다', '하루가 될 것이다'], /^quote\./, ''],
	] as const)('finds %s', async (_name, [from, to], rule, excerpt) => {
		const { json, findings } = await check(CLEAN.replace(from, to));
		const found = open(findings).filter(({ ruleId }) => rule.test(ruleId));
		expect(found).not.toEqual([]);
		expect(found.some((one) => one.excerpt.includes(excerpt))).toBe(true);
		expect(json?.status).toBe('needsReview');
	});

	it.each([
		['an ending of another type', ['마련했다.', '마련했습니다.']],
		['a date as offices write it', ['12월 5일', '2026. 12. 5.(토)']],
		['a promise that nobody made', ['운영한다.', '운영해 귀추가 주목된다.']],
		['marks of a chat', ['이번 행사는', '**이번 행사**는']],
	] as const)('finds or mends %s', async (_name, [from, to]) => {
		const [clean, flawed] = [await check(CLEAN), await check(CLEAN.replace(from, to))];
		const rules = (findings: readonly Found[]) => findings.map(({ ruleId }) => ruleId);
		expect(rules(flawed.findings).filter((rule) => !rules(clean.findings).includes(rule))).not.toEqual([]);
	});

	it('without facts traces nothing and still reads the wording', async () => {
		const { json, findings } = await check(CLEAN.replace('마련했다.', '마련했습니다.'), '');
		expect(json?.claims).toBe(0);
		expect(findings.some(({ ruleId }) => /^(?:ground|quote)\./.test(ruleId))).toBe(false);
		expect(findings).not.toEqual([]);
	});

	it('tells names of facts that the type does not have', async () => {
		expect((await check(CLEAN, `${FACTS_TEXT}\n주차: 없음`)).json?.ignoredFields).toEqual(['주차']);
	});

	it('takes a time for part of the fact above it, not for a name', async () => {
		const { json, findings } = await check(CLEAN, FACTS_TEXT.replace('일시: 2026. 12. 5.(토) 14:00~17:00', '일시: 2026. 12. 5.(토)\n14:00~17:00'));
		expect(json?.ignoredFields).toBeUndefined();
		expect(open(findings).filter(({ excerpt }) => /오후/.test(excerpt))).toEqual([]);
	});

	it.each([
		['no text', { text: '={{ $json.none }}' }, "'점검할 글' 값이 비어 있습니다."],
		['a type nobody knows', { documentType: '={{ "예산서" }}' }, '문서 유형'],
	])('with %s is refused', async (_name, parameters, words) => {
		expect((await check(CLEAN, FACTS_TEXT, parameters)).result.error).toMatchObject({ message: expect.stringContaining(words), description: expect.stringMatching(/시기 바랍니다/) });
	});

	it('of three texts one that is empty is passed over where told to continue', async () => {
		const result = await office.run({ resource: 'document', operation: 'check', documentType: 'press-release', text: '={{ $json.text }}', factsText: FACTS_TEXT }, { credentials: [], items: [{ text: CLEAN }, {}, { text: CLEAN }], onError: 'continueErrorOutput' });
		expect(result.items(NODE, 0).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(result.items(NODE, 1)).toMatchObject([{ pairedItem: { item: 1 }, json: { error: expect.stringContaining('점검할 글') } }]);
	});
});
