import { suggestedAnswer } from '../../../lib/inquiry/answer';
import { recipientsOf, situationOf } from '../../../lib/inquiry/situation';
import type { DecisionView, NoticeView } from '../../../lib/ledger/lookup';
import type { MailView } from '../../../lib/ledger/types';
import { lintText } from '../../../lib/sms/text/lint';

const CONTACT = { organisation: '의정부시', department: '세정과', phone: '031-000-2114', hours: '평일 09:00~18:00' };
const KEY = '4115000-2026-000123';

const notice = (more: Partial<NoticeView> = {}): NoticeView => ({
	noticeKey: 'n1',
	runId: 'vehicle-exemption-weekly/2026-W47',
	duty: 'retention',
	receiptKey: KEY,
	recipientOrdinal: 1,
	channel: 'text',
	state: 'delivered',
	reasonCode: null,
	reason: null,
	attempt: 1,
	statusCode: null,
	ruleId: 'disabled',
	ruleVersion: 'v1',
	templateId: 'retention',
	templateVersion: 't1',
	nameMasked: '홍*동',
	phoneMasked: '010-****-5678',
	messageType: 'LMS',
	bytes: 300,
	submittedAt: '2026-11-23T09:10:00+09:00',
	settledAt: '2026-11-23T09:11:00+09:00',
	textHash: 'x',
	retryOf: null,
	details: {
		values: {},
		category: 'disabled',
		legalBasis: '지방세특례제한법 제17조제1항',
		receivingOffice: '4115000',
		receiptNo: '000123',
		receivedOn: '2026-11-17',
		registeredOn: '2026-11-17',
		acquiredOn: '2026-11-16',
		keepUntil: '2027-11-17',
		cautionUntil: '2027-11-17',
		recipientRole: 'taxpayer',
	},
	...more,
});

const decision = (kind: string): DecisionView => ({
	receiptKey: KEY,
	recipientOrdinal: 1,
	decision: kind,
	reasonCode: 'withdrawn',
	reason: '장애인 감면 신청이 취하된 건입니다.',
	ruleId: '',
	ruleVersion: 'v1',
	category: 'disabled',
	categoryName: null,
	legalBasis: null,
	receivedOn: '2026-11-17',
	nameMasked: null,
	sourceName: 'REST',
	sourceRow: 1,
	warnings: [],
});

const letter = (more: Partial<MailView>): MailView => ({
	receiptKey: KEY,
	recipientOrdinal: 1,
	number: 1,
	registeredNo: null,
	sentOn: '2026-11-24',
	outcome: 'sent',
	outcomeOn: null,
	returnedReason: null,
	recordedBy: '김모의',
	...more,
});

const receipt = (notices: NoticeView[], decisions: DecisionView[] = []) => ({ receiptKey: KEY, notices, decisions });
const answerOf = (notices: NoticeView[], mails: MailView[] = [], decisions: DecisionView[] = []) =>
	suggestedAnswer(situationOf(receipt(notices, decisions), mails, 1), CONTACT).join('\n');

const CASES: Array<[string, string, string]> = [
	['told, arrived', answerOf([notice()]), '2026. 11. 23.에 휴대전화 문자로 안내해 드렸고, 전송된 것으로 확인됩니다'],
	['told, report outstanding', answerOf([notice({ state: 'accepted' })]), '전송 결과를 확인하고 있습니다'],
	['told, whether it arrived is unknown', answerOf([notice({ state: 'unknown' })]), '아직 확인되지 않았습니다'],
	['told, did not arrive', answerOf([notice({ state: 'failed' })]), '전송되지 않은 것으로 확인됩니다'],
	['refused by the gateway', answerOf([notice({ state: 'rejected' })]), '전송되지 않은 것으로 확인됩니다'],
	['reserved', answerOf([notice({ state: 'reserved', submittedAt: null })]), '발송을 준비하고 있습니다'],
	['stopped by the officer', answerOf([notice({ state: 'notSent', submittedAt: null, reasonCode: 'stoppedByOfficer' })]), '문자를 보내지 않은 것으로'],
	['by post, not yet sent', answerOf([notice({ state: 'notSent', channel: 'post', submittedAt: null })]), '우편 발송 기록은 아직 없습니다'],
	['by post, sent', answerOf([notice({ state: 'notSent', channel: 'post' })], [letter({})]), '배달 결과를 확인하고 있습니다'],
	['by post, delivered', answerOf([notice({ state: 'notSent', channel: 'post' })], [letter({ outcome: 'delivered', outcomeOn: '2026-11-26' })]), '2026. 11. 26. 배달된 것으로'],
	['by post, returned', answerOf([notice({ state: 'notSent', channel: 'post' })], [letter({ outcome: 'returned', outcomeOn: '2026-11-27', returnedReason: '수취인 부재' })]), '반송되었습니다'],
	['failed, then by post', answerOf([notice({ state: 'failed' })], [letter({})]), '우편을 보내 드렸고'],
	['mailed before this package was used', answerOf([notice({ state: 'notSent', channel: 'post', reasonCode: 'mailedBefore', submittedAt: null })], [letter({})]), '2026. 11. 24. 우편으로 안내해 드린 것으로'],
	['excluded', answerOf([], [], [decision('exclude')]), '별도의 안내 문자를 보내 드리지 않은 건입니다'],
	['waiting for the decision', answerOf([], [], [decision('waiting')]), '아직 결정되지 않아'],
	['under review', answerOf([], [], [decision('review')]), '담당자가 내용을 확인하고 있어'],
	['not found', suggestedAnswer(null, CONTACT).join('\n'), '기록을 찾지 못하였습니다'],
	['known, but nothing decided', answerOf([]), '기록을 찾지 못하였습니다'],
	['corrected', answerOf([notice(), notice({ noticeKey: 'n2', ruleId: 'correction', submittedAt: '2026-12-01T10:00:00+09:00' })]), '나중에 받으신 정정 안내를 기준으로'],
];

/** Neither a promise nor a threat, in the words that a clerk could be held to. */
const PROMISE = /추징(?:은|이|을|도)?\s?(?:되지|하지|당하지|없|안\s)|문제(?:가|는)?\s?없|괜찮|하셔도\s?됩니다|면제(?:됩니다|받)|보장|확실히|반드시|무조건|틀림없/;

describe('the suggested answer', () => {
	it.each(CASES)('%s: says so', (_title, answer, words) => expect(answer).toContain(words));
	it.each(CASES)('%s: promises nothing, names the office and says that it is no formal decision', (_title, answer) => {
		expect(answer).not.toMatch(PROMISE);
		expect(lintText(answer).filter(({ code }) => ['absoluteWording', 'revealingGround', 'amount', 'rate', 'fullPlate'].includes(code))).toEqual([]);
		expect(answer).toContain('의정부시 세정과(031-000-2114, 평일 09:00~18:00)');
		expect(answer).toContain('공식 결정이 아닙니다');
	});
	it.each(CASES.filter(([title]) => /told|refused|reserved|post|stopped/.test(title)))('%s: cites the law by name and leaves the case open', (_title, answer) => {
		expect(answer).toContain('지방세특례제한법에 따른 의무보유 기간이 2027. 11. 17.에 끝난다');
		expect(answer).toContain('개별적으로 판단합니다');
	});

	it('names the later date where the last day is a holiday', () => {
		const later = notice({ details: { ...notice().details, cautionUntil: '2027-11-19' } });
		expect(answerOf([later])).toContain('2027. 11. 19.까지 유의하시기 바랍니다');
	});

	it('needs no facts of a notice, as of letters taken over or after retention', () => {
		const bare = notice({ details: {} as NoticeView['details'] });
		expect(answerOf([bare])).toContain('전송된 것으로 확인됩니다');
		expect(answerOf([bare])).not.toContain('undefined');
	});

	it('calculates the filing deadline only for an event that was named', () => {
		const event = { eventOn: '2026-12-01', filingDeadline: '2027-02-01' };
		const answer = suggestedAnswer(situationOf(receipt([notice()]), [], 1), CONTACT, event).join('\n');
		expect(answer).toContain('신고·납부 기한은 그날부터 60일 이내로서 2027. 2. 1.입니다');
		expect(answer).toContain('증빙을 확인하여야 합니다');
		expect(answer).not.toMatch(PROMISE);
	});
});

describe('how a receipt stands', () => {
	it.each([
		['an arrival before a later failure', ['failed', 'delivered'], 'told'],
		['a text underway before an earlier failure', ['failed', 'accepted'], 'underway'],
		['a failed correction not as a correction', ['delivered'], 'told'],
	])('counts %s', (_title, states, kind) => {
		const notices = states.map((state, index) => notice({ noticeKey: `n${index}`, state }));
		const failed = notice({ noticeKey: 'c', ruleId: 'correction', state: 'failed' });
		expect(situationOf(receipt([...notices, failed]), [], 1).kind).toBe(kind);
	});

	it('looks at each recipient alone', () => {
		const both = receipt([notice(), notice({ noticeKey: 'n2', recipientOrdinal: 2, state: 'failed' })], [decision('notify')]);
		expect(recipientsOf(both)).toEqual([1, 2]);
		expect(recipientsOf(both).map((ordinal) => situationOf(both, [], ordinal).kind)).toEqual(['told', 'failed']);
	});
});
