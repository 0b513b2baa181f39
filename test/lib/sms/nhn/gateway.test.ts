import fc from 'fast-check';

import { isKeyed, type ListedMessage, type OutgoingMessage, type UnkeyedMessage } from '../../../../lib/sms/gateway';
import { splitCalls } from '../../../../lib/sms/nhn/hand-over';
import { readSmsStatus } from '../../../../lib/sms/nhn/status';
import { nhnMinuteFrom, nhnSecond } from '../../../../lib/sms/nhn/times';
import { handOver, message, phoneOf } from '../../../support/gateways/batch';
import { type NhnQuirks, type NhnRig, startNhnRig, TEXT_TEMPLATES } from '../../../support/gateways/nhn';
import type { RigOptions } from '../../../support/gateways/rig';
import '../../../support/property-seed';

const rigs: NhnRig[] = [];

async function rig(options: RigOptions = {}, quirks: NhnQuirks = {}): Promise<NhnRig> {
	const started = await startNhnRig(options, quirks);
	rigs.push(started);
	return started;
}

afterEach(async () => {
	for (const started of rigs.splice(0)) await started.close();
});

const same = (count: number, text = '[감면 안내] 의무보유 기간을 확인하시기 바랍니다.') => Array.from({ length: count }, (_, index) => message(index + 1, { text }));
const submits = (started: NhnRig) => started.calls().filter(({ step }) => step === 'submit');
const texts = (started: NhnRig) => started.deliveries().map(({ phone, text }) => [phone, text]);
const keyed = (found: ReadonlyArray<ListedMessage | UnkeyedMessage>) => found.filter((one): one is ListedMessage => 'noticeKey' in one);
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

describe('calls', () => {
	it('put recipients of one text together, and texts that differ apart', async () => {
		const started = await rig();
		const handed = await handOver(started.gateway, [...same(40), message(41), message(42, { type: 'LMS' })]);
		expect(handed.error).toBeNull();
		expect(submits(started)).toHaveLength(3);
		expect(new Set(handed.requestIds).size).toBe(3);
		expect(texts(started)).toHaveLength(42);
	});

	it('carry texts that differ together where a template carries the texts', async () => {
		const started = await rig();
		const gateway = started.open({}, { templates: TEXT_TEMPLATES });
		const given = [message(1), message(2), message(3, { type: 'LMS' }), message(4, { type: 'LMS' }), message(5, { text: '여기 ##문안## 표시' })];
		const { error } = await handOver(gateway, given);
		expect(error).toBeNull();
		expect(submits(started)).toHaveLength(3);
		expect(texts(started).sort()).toEqual(given.map(({ to, text }) => [to, text]).sort());
	});

	it('hold at most 1,000 recipients of one kind, each message once', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom('가', '나', '다'), { maxLength: 3_500 }), (kinds) => {
				const given = kinds.map((text, index): OutgoingMessage => ({ noticeKey: String(index), attempt: 1, to: phoneOf(1), text, type: 'SMS' }));
				const calls = splitCalls(given, ({ text }) => text);
				expect(calls.every((call) => call.length > 0 && call.length <= 1_000 && new Set(call.map(({ text }) => text)).size === 1)).toBe(true);
				expect(calls.flat().map(({ noticeKey }) => Number(noticeKey)).sort((a, b) => a - b)).toEqual(given.map((_, index) => index));
			}),
			{ numRuns: 20 },
		);
	});

	it('carry our keys in both grouping keys', async () => {
		const started = await rig();
		await handOver(started.gateway, [message(1, { attempt: 3 })], { batchId: 'batch-7' });
		const { noticeKey } = message(1);
		expect(started.deliveries()[0]).toMatchObject({ key: noticeKey, customFields: { recipientGroupingKey: `${noticeKey}#3`, senderGroupingKey: 'batch-7' } });
	});

	it('without a template make smaller batches, since each text may be a call of its own', async () => {
		const started = await rig();
		expect(started.gateway.capabilities.batchSize).toBeLessThan(started.open({}, { templates: TEXT_TEMPLATES }).capabilities.batchSize);
	});
});

describe('what NHN Cloud would alter never leaves', () => {
	it.each([
		['a short text over 90 bytes', { text: '가'.repeat(46), type: 'SMS' as const }, 'tooLong'],
		['a long text over 2,000 bytes', { text: '가'.repeat(1_001), type: 'LMS' as const }, 'tooLong'],
		['an emoji', { text: '안내 😀', type: 'SMS' as const }, 'unencodable'],
	])('%s', async (_name, wish, statusCode) => {
		const started = await rig({}, { account: { substitute: true } });
		const handed = await handOver(started.gateway, [message(1, wish), message(2)]);
		expect(handed.messages).toContainEqual(expect.objectContaining({ noticeKey: message(1).noticeKey, outcome: 'refused', refusal: expect.objectContaining({ statusCode, blocksAccount: false }) }));
		expect(texts(started)).toEqual([[phoneOf(2), message(2).text]]);
	});

	it('a long text without a title', async () => {
		const started = await rig();
		const handed = await handOver(started.open({}, { subject: '' }), [message(1, { type: 'LMS' }), message(2)]);
		expect(handed.error).toMatchObject({ code: 'subjectMissing', failure: { outcome: 'notSent' } });
		expect(started.deliveries()).toEqual([]);
	});
});

describe('a request refused as a whole', () => {
	it('for one bad number among a thousand refuses that one only', async () => {
		const started = await rig({}, { account: { badNumber: 'request' } });
		const given = same(1_000).map((one, index) => (index === 617 ? { ...one, to: '01000001060' } : one));
		const handed = await handOver(started.gateway, given);
		expect(handed.error).toBeNull();
		expect([...handed.outcomes].filter(([, outcome]) => outcome !== 'accepted')).toEqual([[given[617]?.noticeKey, 'refused']]);
		expect(started.deliveries()).toHaveLength(999);
		expect(new Set(texts(started).map(([phone]) => phone)).size).toBe(999);
	});

	it('for a template that is not registered sends nothing and keeps every notice', async () => {
		const started = await rig();
		const handed = await handOver(started.open({}, { templates: { SMS: 'NONE', LMS: 'NONE' } }), [message(1), message(2)]);
		expect(handed.error).toMatchObject({ code: 'refused', failure: { outcome: 'notSent', vendorCode: '-2110', retryable: false } });
		expect([...handed.outcomes.values()]).toEqual(['notSent', 'notSent']);
	});

	it('for the month’s quota leaves what went before', async () => {
		const started = await rig({}, { account: { quota: 1 } });
		const handed = await handOver(started.gateway, [message(1), message(2), message(3)]);
		expect([...handed.outcomes.values()]).toEqual(['accepted', 'notSent', 'notSent']);
		expect(handed.error).toMatchObject({ code: 'accountRefused', failure: { vendorCode: '-2052', outcome: 'notSent' } });
	});
});

describe('a scheduled batch', () => {
	it('is found while it waits by number and text, and by our key once it is out, each time once', async () => {
		const started = await rig();
		const gateway = started.open({}, { templates: { SMS: TEXT_TEMPLATES.SMS, LMS: '' } });
		const given = [message(1), message(2), message(3, { type: 'LMS' })];
		const handed = await handOver(gateway, given, { scheduledAt: inMinutes(30) });
		expect(handed.error).toBeNull();
		const waiting = await gateway.find(handed.batch);
		expect(waiting.map((one) => ('to' in one ? [one.to, one.text, one.state] : null)).sort()).toEqual(given.map(({ to, text }) => [to, text, 'registered']).sort());
		await started.flush();
		const sent = await gateway.find(handed.batch);
		expect(sent).toHaveLength(3);
		expect(keyed(sent).map(({ noticeKey }) => noticeKey).sort()).toEqual(given.map(({ noticeKey }) => noticeKey).sort());
	});

	it('whose answer was lost can still be cancelled, by our key', async () => {
		const started = await rig({ faults: [{ step: 'submit', fault: 'acceptThenDrop' }] });
		const handed = await handOver(started.gateway, [message(1)], { scheduledAt: inMinutes(30) });
		expect([handed.requestIds, ...handed.outcomes.values()]).toEqual([[], 'unknown']);
		expect(await started.gateway.cancel(handed.batch)).toBe('cancelled');
		await started.flush();
		expect(started.deliveries()).toEqual([]);
		expect(keyed(await started.gateway.find(handed.batch))).toMatchObject([{ state: 'failed', refused: true, statusCode: '4' }]);
	});

	it('of another batch is not cancelled with it', async () => {
		const started = await rig();
		const first = await handOver(started.gateway, [message(1)], { batchId: 'one', scheduledAt: inMinutes(30) });
		await handOver(started.gateway, [message(2)], { batchId: 'two', scheduledAt: inMinutes(30) });
		expect(await started.gateway.cancel(first.batch)).toBe('cancelled');
		await started.flush();
		expect(texts(started)).toEqual([[phoneOf(2), message(2).text]]);
	});

	it('is missing where NHN Cloud knows of none, and too late where it is out', async () => {
		const started = await rig();
		const handed = await handOver(started.gateway, [message(1)], { scheduledAt: inMinutes(30) });
		expect(await started.gateway.cancel({ ...handed.batch, batchId: 'other' })).toBe('missing');
		await started.flush();
		expect(await started.gateway.cancel(handed.batch)).toBe('tooLate');
	});

	it('never goes out before the minute it was scheduled for', () => {
		const at = Date.parse('2026-11-23T10:00:01+09:00');
		expect([nhnMinuteFrom(at), nhnMinuteFrom(at - 1_000)]).toEqual(['2026-11-23 10:01', '2026-11-23 10:00']);
	});
});

describe('the search after a restored ledger', () => {
	it('finds by our key what any batch has sent, however many messages others have', async () => {
		const started = await rig();
		await handOver(started.gateway, same(1_300), { batchId: 'big' });
		await handOver(started.gateway, [message(1_301, { attempt: 2 })], { batchId: 'small' });
		const wanted = [message(7), message(1_301), message(9_999)].map(({ noticeKey }) => ({ noticeKey, attempt: 1 }));
		const found = await started.gateway.search(wanted, Date.now() - 48 * 3_600_000);
		expect(found.filter(isKeyed).map(({ noticeKey, attempt }) => [noticeKey, attempt]).sort()).toEqual([[message(7).noticeKey, 1], [message(1_301).noticeKey, 2]].sort());
	});

	it('reaches further back than one question may', async () => {
		const started = await rig();
		await handOver(started.gateway, [message(1)]);
		const found = await started.gateway.search([{ noticeKey: message(1).noticeKey, attempt: 1 }], Date.now() - 80 * 86_400_000);
		expect(found).toHaveLength(1);
	});
});

describe('results', () => {
	it('hold what the console’s duplicate block kept back for never sent', async () => {
		const started = await rig({}, { account: { duplicateBlockMinutes: 60 } });
		const twice = [message(1), { ...message(2), to: message(1).to, text: message(1).text }];
		const handed = await handOver(started.gateway, twice);
		expect(started.deliveries()).toHaveLength(1);
		expect(keyed(await started.gateway.find(handed.batch)).find(({ noticeKey }) => noticeKey === message(2).noticeKey)).toMatchObject({ state: 'failed', refused: true, statusCode: 'E915' });
	});

	it.each([
		['1', '', 'registered', false],
		['2', '', 'accepted', false],
		['7', '', 'accepted', false],
		['3', '1000', 'delivered', false],
		['3', '', 'delivered', false],
		['3', '2003', 'accepted', false],
		['0', '3001', 'failed', false],
		['0', 'E900', 'failed', false],
		['0', '', 'failed', true],
		['0', '-2019', 'failed', true],
		['4', '', 'failed', true],
		['5', 'E915', 'failed', true],
		['9', '', 'accepted', false],
	])('msgStatus %s with code %s mean %s', (msgStatus, resultCode, state, refused) => {
		const status = readSmsStatus(msgStatus, resultCode);
		expect(status).toMatchObject({ state, refused });
		expect(status.reason !== null).toBe(state === 'failed');
		expect(status.statusCode).not.toBe('');
	});
});

describe('the account', () => {
	it('shows the registered senders and no balance', async () => {
		const started = await rig();
		expect(await started.gateway.checkAccount()).toEqual({ balance: null, senders: ['0310000000'], warnings: [] });
	});

	it('tells of AlimTalk keys that are wrong', async () => {
		const started = await rig();
		await expect(started.openAlimTalk({ secret: 'wrong' }).checkAccount()).rejects.toMatchObject({ failure: { outcome: 'notSent', vendorCode: '-1001' } });
		expect((await started.openAlimTalk().checkAccount()).senders).toHaveLength(1);
	});

	it('is named by the last digits of its keys only', async () => {
		const started = await rig();
		expect([started.gateway.account, started.openAlimTalk().account]).toEqual(['0001', '0001/0001']);
	});
});

describe('times', () => {
	it('are Korean', () => {
		expect(nhnSecond(Date.parse('2026-11-22T15:00:00Z'))).toBe('2026-11-23 00:00:00');
	});
});
