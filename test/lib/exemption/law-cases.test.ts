/**
 * Cases derived from the articles, each named after its own: 지방세특례제한법 (특례법), its decree (영), 지방세법, 지방세기본법
 * (기본법) and 민법. What is expected is written from the law and the almanac, not computed.
 */
import { selectRow } from '../../../lib/exemption/select';
import { selectRows } from '../../../lib/exemption/select-rows';
import type { SelectionInput } from '../../../lib/exemption/selection';
import type { Category, ReceiptRow } from '../../../lib/revenue/receipt';
import { lintText } from '../../../lib/sms/text/lint';
import { fillTemplate } from '../../../lib/sms/text/template';
import { CONTACT, receipt, selection } from './receipts';

interface Expected {
	decision: 'notify' | 'exclude' | 'review' | 'waiting';
	reasonCode?: string;
	keepUntil?: string;
	/** 주의 기한 as printed. */
	printed?: string;
	says?: RegExp[];
	saysNot?: RegExp[];
}
type Case = [article: string, row: Partial<ReceiptRow>, expected: Expected, input?: Partial<SelectionInput>];

const TRANSFER = /소유권을 이전하지 않도록/;
const HOUSEHOLD = /세대를 분리/;
const SPOUSE = /배우자/;
const BUSINESS = /영업용/;
const REPLACED = /종전에 감면받으신 차량/;
const EXCEPTIONS = /사망, 혼인, 해외이민, 운전면허 취소 등 부득이한 사유는 개별적으로 판단/;
const FILING = /사유 발생일부터 60일 이내에 신고·납부/;

/** What no text may hold: ground, amount, rate, promise, a date for an event that has not happened, the holder's name. */
const NEVER = [
	/장애|유공|보훈|상이|고엽제|자녀|양육|제\s?\d+조/,
	/\d\s?(?:만\s?)?원|[%％]|퍼센트|\d\s?분의/,
	/절대|무조건|예외 없이|제한이 없|인정되지 않|추징되지 않|추징하지 않|반드시 추징|언제든지 이전/,
	/60일(?! 이내)/,
	/홍길동|홍\*동|#\{/,
];

const on = (acquiredOn: string, registeredOn: string | null = acquiredOn): Partial<ReceiptRow> => ({ acquiredOn, registeredOn });
const told = (expected: Omit<Expected, 'decision'> = {}): Expected => ({ decision: 'notify', ...expected });
const OUT = (reasonCode: string): Expected => ({ decision: 'exclude', reasonCode });
const LOOK = (reasonCode: string): Expected => ({ decision: 'review', reasonCode });
const LATER = (today: string): Partial<SelectionInput> => ({ today });

function check(row: Partial<ReceiptRow>, expected: Expected, input: Partial<SelectionInput> = {}): void {
	const decided = selectRow(receipt({ computedTax: null, reliefAmount: null, ...row }), selection(input));
	expect(decided).toMatchObject({
		decision: expected.decision,
		...(expected.reasonCode === undefined ? {} : { reasonCode: expected.reasonCode }),
		ruleId: expect.stringMatching(/./),
		reason: expect.stringMatching(/(?:니다|바랍니다)\.$/),
	});
	const { notify } = decided;
	expect(notify === undefined).toBe(expected.decision !== 'notify');
	if (notify === undefined) return;
	const text = fillTemplate(notify.template.text, { ...notify.values, 차량번호뒤4자리: '3456' });
	if (expected.keepUntil !== undefined) expect(notify.keepUntil).toBe(expected.keepUntil);
	if (expected.printed !== undefined) expect(text).toContain(`${expected.printed}까지`);
	for (const words of [FILING, /의정부시.*/, /세정과 031-828-2114 \(평일 09:00~18:00\)$/, ...(expected.says ?? [])]) expect(text).toMatch(words);
	for (const words of [...NEVER, ...(expected.saysNot ?? [])]) expect(text).not.toMatch(words);
	expect(lintText(text, { contactPhone: CONTACT.phone, knownPlaceholders: [] })).toEqual([]);
}

function cases(what: string, table: Case[]): void {
	describe(what, () => {
		for (const [article, row, expected, input] of table) test(article, () => check(row, expected, input));
	});
}

cases('whom the law lets be told, by the day of acquisition', [
	['특례법 제17조①: first day of the "severe" grading (영 제8조①, 2019-01-01)', { category: 'disabled', ...on('2019-01-01', '2019-01-02') }, told(), LATER('2019-01-07')],
	['특례법 제17조①: the day before', { category: 'disabled', ...on('2018-12-31', '2019-01-02') }, LOOK('noRuleForDate'), LATER('2019-01-07')],
	['특례법 제17조①: last day, 2027-12-31', { category: 'disabled', ...on('2027-12-31', '2028-01-03') }, told({ keepUntil: '2029-01-03' }), LATER('2028-01-10')],
	['특례법 제17조①: after its end', { category: 'disabled', ...on('2028-01-01', '2028-01-03') }, LOOK('noRuleForDate'), LATER('2028-01-10')],
	['특례법 제22조의2②: new since 2025-01-01', { category: 'twoChildren', ...on('2025-01-01', '2025-01-02') }, told({ keepUntil: '2026-01-02' }), LATER('2025-01-06')],
	['특례법 제22조의2② (법률 제20632호 부칙 제2조): acquired the day before, registered after', { category: 'twoChildren', ...on('2024-12-31', '2025-01-03') }, LOOK('noRuleForDate'), LATER('2025-01-06')],
	['특례법 제22조의2②: last day', { category: 'twoChildren', ...on('2027-12-31', '2028-01-03') }, told(), LATER('2028-01-10')],
	['특례법 제22조의2②: after its end', { category: 'twoChildren', ...on('2028-01-01', '2028-01-03') }, LOOK('noRuleForDate'), LATER('2028-01-10')],
	['특례법 제22조의2①: last day', { category: 'threeChildren', ...on('2027-12-31', '2028-01-03') }, told(), LATER('2028-01-10')],
	['특례법 제22조의2①: after its end', { category: 'threeChildren', ...on('2028-01-01', '2028-01-03') }, LOOK('noRuleForDate'), LATER('2028-01-10')],
	['특례법 제22조의2③: after its end', { category: 'childrenInheritance', ...on('2028-01-01', '2028-01-03') }, LOOK('noRuleForDate'), LATER('2028-01-10')],
	['특례법 제29조④ 괄호: half relief since 2024-01-01', { category: 'veteranCompensation', ...on('2024-01-01', '2024-01-02') }, told(), LATER('2024-01-08')],
	['특례법 제29조④ 괄호: the day before', { category: 'veteranCompensation', ...on('2023-12-31', '2024-01-02') }, LOOK('noRuleForDate'), LATER('2024-01-08')],
	['특례법 제29조④: last day', { category: 'veteran', ...on('2027-12-31', '2028-01-03') }, told(), LATER('2028-01-10')],
	['특례법 제29조④: after its end', { category: 'veteran', ...on('2028-01-01', '2028-01-03') }, LOOK('noRuleForDate'), LATER('2028-01-10')],
	['특례법 제67조①: last day', { category: 'lightCar', ...on('2027-12-31', '2028-01-03') }, told({ keepUntil: '2028-12-31' }), LATER('2028-01-10')],
	['특례법 제67조①: after its end', { category: 'lightCar', ...on('2028-01-01', '2028-01-03') }, LOOK('noRuleForDate'), LATER('2028-01-10')],
]);

cases('relief without a duty is not told, with the reason', [
	['특례법 제66조④: electric car, last day 2026-12-31, registered in the new year', { category: 'electricCar', ...on('2026-12-31', '2027-01-04') }, OUT('noRetentionDuty'), LATER('2027-01-11')],
	['특례법 제66조④: electric car after its end is looked at, neither told nor excluded', { category: 'electricCar', ...on('2027-01-01', '2027-01-04') }, LOOK('noRuleForDate'), LATER('2027-01-11')],
	['특례법 제66조④: co-owned electric car', { category: 'electricCar', coOwned: true }, OUT('noRetentionDuty')],
	['특례법 제66조⑤: hydrogen car, last day', { category: 'hydrogenCar', ...on('2027-12-31', '2028-01-03') }, OUT('noRetentionDuty'), LATER('2028-01-10')],
	['특례법 제66조⑥: hydrogen truck until 2028-12-31, by a person’s look at the car', { category: 'hydrogenCar', ...on('2028-06-01') }, LOOK('truckOnly'), LATER('2028-06-05')],
	['특례법 제66조⑥: recorded with its paragraph in 2026', { category: 'hydrogenCar', legalBasis: '지방세특례제한법 제66조제6항' }, OUT('noRetentionDuty')],
	['특례법 제66조⑥: after 2028-12-31', { category: 'hydrogenCar', ...on('2029-01-01') }, LOOK('noRuleForDate'), LATER('2029-01-08')],
	['특례법 제66조③: hybrid until 2024-12-31', { category: 'hybridCar', ...on('2024-12-31') }, OUT('noRetentionDuty'), LATER('2025-01-06')],
	['특례법 제66조③: hybrid relief ended', { category: 'hybridCar', ...on('2025-01-01') }, LOOK('reliefEnded'), LATER('2025-01-06')],
	['특례법 제66조①: defect replacement has no end', { category: 'defectReplacement', ...on('2030-05-02') }, OUT('noRetentionDuty'), LATER('2030-05-06')],
	['특례법 제67조②: light van or truck', { category: 'lightTruck' }, OUT('noRetentionDuty')],
	['특례법 제68조①: dealer’s stock', { category: 'dealerStock', taxpayerType: 'corporation' }, OUT('corporateStock')],
	['특례법 제68조③: stock for export', { category: 'exportStock', taxpayerType: 'corporation' }, OUT('corporateStock')],
	['특례법 제70조①: transport business', { category: 'transportBusiness', taxpayerType: 'corporation' }, OUT('noRetentionDuty')],
]);

const RETENTION = [TRANSFER, /지분의 일부를 이전하거나 가족에게 이전하는 경우에도/, EXCEPTIONS];
cases('what each ground is told and not told', [
	['특례법 제17조③: sole owner', { category: 'disabled' }, told({ says: RETENTION, saysNot: [HOUSEHOLD, SPOUSE, BUSINESS, REPLACED] })],
	['특례법 제17조③: co-owned, household split', { category: 'disabled', coOwned: true }, told({ says: [...RETENTION, HOUSEHOLD, /본인 또는 공동명의자가 주민등록상/, /부득이한 사유는 개별적으로 판단합니다/], saysNot: [SPOUSE, BUSINESS] })],
	['특례법 제17조③: sole owner where the office tells all', { category: 'disabled' }, told({ says: [HOUSEHOLD] }), { settings: { householdSentenceForSoleOwner: true } }],
	['특례법 제29조⑤: sole owner', { category: 'veteran' }, told({ says: RETENTION, saysNot: [HOUSEHOLD, SPOUSE, BUSINESS] })],
	['특례법 제29조⑤: co-owned, household split', { category: 'veteran', coOwned: true }, told({ says: [HOUSEHOLD], saysNot: [SPOUSE] })],
	['특례법 제29조⑤: co-owned, half relief', { category: 'veteranCompensation', coOwned: true }, told({ says: [HOUSEHOLD], saysNot: [SPOUSE] })],
	['특례법 제22조의2④ 단서: ①, transfer to the spouse', { category: 'threeChildren' }, told({ says: [...RETENTION, /배우자에게 이전하시는 경우는 추징 대상에서 제외/], saysNot: [HOUSEHOLD, BUSINESS, REPLACED] })],
	['특례법 제22조의2④ 단서: ②, transfer to the spouse', { category: 'twoChildren' }, told({ says: [/배우자에게 이전하시는 경우는 추징 대상에서 제외/], saysNot: [HOUSEHOLD, BUSINESS] })],
	['특례법 제22조의2④: co-owned, no household split', { category: 'twoChildren', coOwned: true }, told({ saysNot: [HOUSEHOLD] })],
	['특례법 제22조의2④: no household split by setting either', { category: 'threeChildren', coOwned: true }, told({ saysNot: [HOUSEHOLD] }), { settings: { householdSentenceForSoleOwner: true } }],
	['특례법 제22조의2④ 단서 not for ③1', { category: 'childrenReplacement' }, told({ says: [...RETENTION, REPLACED], saysNot: [SPOUSE, HOUSEHOLD] })],
	['특례법 제22조의2④ 단서 not for ③2', { category: 'childrenFromSpouse' }, told({ says: RETENTION, saysNot: [SPOUSE, HOUSEHOLD] })],
	['특례법 제22조의2④ 단서 not for ③3', { category: 'childrenInheritance', coOwned: true }, told({ says: RETENTION, saysNot: [SPOUSE, HOUSEHOLD] })],
	['특례법 제67조① 단서: business use only', { category: 'lightCar' }, told({ says: [BUSINESS, /취득일 2026\. 11\. 12\./], saysNot: [TRANSFER, /지분|등록일/, HOUSEHOLD, SPOUSE, REPLACED, EXCEPTIONS] })],
	['특례법 제67조①: co-owned, replaced and told to all, still business use only', { category: 'lightCar', coOwned: true, replacement: true }, told({ says: [BUSINESS], saysNot: [TRANSFER, HOUSEHOLD, REPLACED] }), { settings: { householdSentenceForSoleOwner: true } }],
	['특례법 제4조: ordinance without a text of the office', { category: 'ordinance', legalBasis: '경기도 도세 감면 조례 제5조' }, LOOK('ordinance')],
]);

cases('대체취득: the old car within 60 days of the new registration, never shifted', [
	['영 제8조⑤: printed for 제17조②', { category: 'disabled', replacement: true }, told({ says: [/2027\. 1\. 15\.까지 이전 또는 말소 등록/] })],
	['영 제8조⑤: not printed where nothing is replaced', { category: 'disabled', replacement: false }, told({ saysNot: [REPLACED, /2027\. 1\. 15\./] })],
	['영 제10조의2: 제22조의2③1, onto a Saturday', { category: 'childrenReplacement', ...on('2026-11-17') }, told({ says: [/2027\. 1\. 16\.까지 이전 또는 말소/] })],
	['영 제10조의2: ② marked as a replacement, onto a Sunday', { category: 'twoChildren', replacement: true, ...on('2026-11-18') }, told({ says: [/2027\. 1\. 17\.까지 이전 또는 말소/] })],
	['영 제12조의2⑤: 제29조, over the turn of the year', { category: 'veteran', replacement: true, ...on('2026-11-20') }, told({ says: [/2027\. 1\. 19\.까지 이전 또는 말소/] })],
	['영 제12조의2⑤: a date that has passed is not printed', { category: 'veteran', replacement: true, ...on('2026-09-01') }, told({ says: [/등록일부터 60일 이내에 이전 또는 말소/], saysNot: [/2026\. 10\. 31\./] })],
	['영 제8조⑤: on the last day it still is', { category: 'disabled', replacement: true, ...on('2026-09-24') }, told({ says: [/2026\. 11\. 23\.까지 이전 또는 말소/] })],
]);

cases('의무보유 기간 만료일 and the later date printed', [
	['민법 제157조·제160조: first day not counted', { category: 'disabled', ...on('2026-11-16') }, told({ keepUntil: '2027-11-16', printed: '2027. 11. 16.' })],
	['민법 제160조②: counted by the calendar, not 365 days', { category: 'disabled', ...on('2027-03-02') }, told({ keepUntil: '2028-03-02', printed: '2028. 3. 2.' }), LATER('2027-03-08')],
	['민법 제160조③: registered 2027-02-28, the year has a 29th', { category: 'veteran', ...on('2027-02-26', '2027-02-28') }, told({ keepUntil: '2028-02-29', printed: '2028. 2. 29.' }), LATER('2027-03-02')],
	['민법 제160조③: registered 2028-02-29, the year has none', { category: 'twoChildren', ...on('2027-12-31', '2028-02-29') }, told({ keepUntil: '2029-02-28', printed: '2029. 2. 28.' }), LATER('2028-03-06')],
	['민법 제161조: a Saturday, 설날 and its substitute', { category: 'twoChildren', ...on('2026-02-06') }, told({ keepUntil: '2027-02-06', printed: '2027. 2. 10.' })],
	['민법 제161조: a Sunday before 3·1절', { category: 'threeChildren', ...on('2026-02-27', '2026-02-28') }, told({ keepUntil: '2027-02-28', printed: '2027. 3. 2.' })],
	['민법 제161조: 노동절 on a Saturday and its substitute', { category: 'veteran', ...on('2026-04-30', '2026-05-01') }, told({ keepUntil: '2027-05-01', printed: '2027. 5. 4.' })],
	['민법 제161조: 제헌절 on a Saturday and its substitute', { category: 'disabled', ...on('2026-07-16', '2026-07-17') }, told({ keepUntil: '2027-07-17', printed: '2027. 7. 20.' })],
	['민법 제161조: 광복절 on a Sunday and its substitute', { category: 'childrenFromSpouse', ...on('2026-08-14', '2026-08-15') }, told({ keepUntil: '2027-08-15', printed: '2027. 8. 17.' })],
	['민법 제161조: 추석', { category: 'disabled', ...on('2026-09-14') }, told({ keepUntil: '2027-09-14', printed: '2027. 9. 17.' })],
	['민법 제161조: 한글날 on a Saturday and its substitute', { category: 'childrenInheritance', ...on('2026-10-08', '2026-10-09') }, told({ keepUntil: '2027-10-09', printed: '2027. 10. 12.' })],
	['민법 제161조: a plain Saturday', { category: 'disabled', ...on('2026-11-20') }, told({ keepUntil: '2027-11-20', printed: '2027. 11. 22.' })],
	['특례법 제17조③: from the registration, not the acquisition', { category: 'disabled', ...on('2026-10-20', '2026-11-16') }, told({ keepUntil: '2027-11-16' })],
	['특례법 제67조①: from the acquisition, not the registration', { category: 'lightCar', ...on('2026-10-20', '2026-11-16') }, told({ keepUntil: '2027-10-20', printed: '2027. 10. 20.' })],
	['특례법 제67조①: also before the registration', { category: 'lightCar', ...on('2026-11-12', null) }, told({ keepUntil: '2027-11-12' })],
	['특례법 제22조의2③2: a new year from the spouse’s own registration', { category: 'childrenFromSpouse', ...on('2026-11-10', '2026-11-12') }, told({ keepUntil: '2027-11-12' })],
	['특례법 제17조③: unknown registration', { category: 'disabled', ...on('2026-11-12', null) }, LOOK('missingRegistrationDate')],
	['민법 제161조: on the printed day it is still told', { category: 'disabled', ...on('2025-11-21') }, told({ keepUntil: '2026-11-21', printed: '2026. 11. 23.' })],
	['특례법 제17조③: a year that has passed', { category: 'disabled', ...on('2025-11-20') }, OUT('alreadyExpired')],
	['특례법 제67조①: a year since the acquisition has passed, although not since the registration', { category: 'lightCar', ...on('2025-11-20', '2025-12-01') }, OUT('alreadyExpired')],
	['특례법 제22조의2④: the same dates are told there', { category: 'threeChildren', ...on('2025-11-20', '2025-12-01') }, told({ keepUntil: '2026-12-01' })],
]);

cases('state, basis and lateness of a receipt', [
	['특례법 제183조①: applied for, not decided: waits', { category: 'disabled', status: 'pending' }, { decision: 'waiting', reasonCode: 'pending' }],
	['특례법 제183조: withdrawn', { category: 'veteran', status: 'withdrawn' }, OUT('withdrawn')],
	['특례법 제183조: refused', { category: 'threeChildren', status: 'refused' }, OUT('refused')],
	['기본법 제50조: corrected', { category: 'twoChildren', status: 'corrected' }, LOOK('corrected')],
	['특례법 제180조: one basis a record; 제66조④ is not 제22조의2', { category: 'twoChildren', legalBasis: '지방세특례제한법 제66조제4항' }, LOOK('basisMismatch')],
	['특례법 제22조의2①: recorded as ②', { category: 'threeChildren', legalBasis: '지방세특례제한법 제22조의2제2항' }, LOOK('basisMismatch')],
	['특례법 제22조의2③: recorded as item 1 of what is item 2', { category: 'childrenFromSpouse', legalBasis: '지특법 §22의2 ③ 1호' }, LOOK('basisMismatch')],
	['특례법 제17조②: replacement by its own paragraph', { category: 'disabled', replacement: true, legalBasis: '지방세특례제한법 제17조제2항' }, told({ says: [REPLACED] })],
	['특례법 제22조의2③: item unknown', { category: 'unknown', legalBasis: '지방세특례제한법 제22조의2제3항' }, LOOK('unknownCategory')],
	['지방세법 제22조③: reported by the 10th of the next month, still told', { category: 'disabled', ...on('2026-10-05'), receivedOn: '2026-10-05', appearedOn: '2026-11-10' }, told({ keepUntil: '2027-10-05' })],
	['영 제126조②: taken by another office', { category: 'veteran', receivingOffice: '3000000' }, told()],
	['지방세법 제20조③: no calendar date for the filing', { category: 'disabled', ...on('2026-11-16') }, told({ saysNot: [/2027\. 1\. 1[0-9]\./] })],
]);

describe('several owners (기본법 제44조①: liable together)', () => {
	const owners = (category: Category, second: Partial<ReceiptRow>): ReceiptRow[] => [
		receipt({ category, coOwned: true }),
		receipt({ category, coOwned: true, recipientOrdinal: 2, recipientRole: 'coOwner', personFingerprint: 'p2', phoneFingerprint: 'f2', sourceRow: 2, ...second }),
	];

	test.each<[string, Category, Partial<ReceiptRow>, string, string]>([
		['특례법 제17조③: the co-registrant too, by an own text', 'disabled', {}, 'text', 'text'],
		['특례법 제29조⑤: a co-registrant without a number, by post', 'veteran', { phoneKind: 'missing', phone: null }, 'text', 'post'],
		['민법 제5조: a minor heir under 특례법 제22조의2③3, by post', 'childrenInheritance', { minor: true, relation: '자녀' }, 'text', 'post'],
		['특례법 제22조의2① 단서: a co-owner whom it does not permit is told all the same', 'threeChildren', { relation: '모' }, 'text', 'text'],
	])('%s', (_article, category, second, first, channel) => {
		const decided = selectRows(owners(category, second), selection());
		expect(decided.map((row) => [row.decision, row.notify?.channel])).toEqual([
			['notify', first],
			['notify', channel],
		]);
	});
});

test('기본법 제86조: a mismatch of tax withholds no notice and tells no amount to the citizen', () => {
	const { decision, notify, warnings } = selectRow(receipt({ category: 'disabled', computedTax: 2_800_000, reliefAmount: 2_380_000 }), selection());
	expect([decision, warnings?.map((one) => one.code)]).toEqual(['notify', ['reliefMismatch']]);
	expect(JSON.stringify(notify)).not.toMatch(/2,?800,?000|2,?380,?000/);
});
