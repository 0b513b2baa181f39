import { requireSameText } from '../../../../lib/sms/kakao';
import type { OutgoingMessage } from '../../../../lib/sms/gateway';
import { readAlimTalkStatus } from '../../../../lib/sms/nhn/status';
import type { AlimTalkTemplate } from '../../../../sandbox/sms/nhn.mts';
import { handOver, message } from '../../../support/gateways/batch';
import { ALIMTALK_TEMPLATE, type NhnQuirks, type NhnRig, startNhnRig } from '../../../support/gateways/nhn';
import type { RigOptions } from '../../../support/gateways/rig';

const rigs: NhnRig[] = [];

async function rig(options: RigOptions = {}, quirks: NhnQuirks = {}): Promise<NhnRig> {
	const started = await startNhnRig(options, quirks);
	rigs.push(started);
	return started;
}

afterEach(async () => {
	for (const started of rigs.splice(0)) await started.close();
});

/** `010-0000-8xxx` is a phone whose AlimTalk fails with 3xxx. */
const NO_KAKAO = '01000008019';
const BLOCKED = '01000008020';
const kakao = (templateCode = ALIMTALK_TEMPLATE, variables: Record<string, string> = { 차량: '1234' }) => ({ templateCode, variables });
const talk = (number: number, wish: Partial<OutgoingMessage> = {}) => message(number, { kakao: kakao(), ...wish });
const received = (started: NhnRig) => started.deliveries().map(({ key, type }) => [key, type]);

describe('an AlimTalk', () => {
	it('arrives as one, filled from its template, and not as a text beside', async () => {
		const started = await rig();
		const gateway = started.openAlimTalk();
		const handed = await handOver(gateway, [talk(1), talk(2)]);
		expect(handed.error).toBeNull();
		expect(handed.requestIds).toHaveLength(1);
		await started.flush();
		expect(started.deliveries().map(({ type, text }) => [type, text])).toEqual(Array.from({ length: 2 }, () => ['ATA', '[시청] 1234 차량의 감면 안내입니다.']));
		expect((await gateway.find(handed.batch)).map(({ state, kakao: byKakao }) => [state, byKakao])).toEqual([['delivered', true], ['delivered', true]]);
	});

	it('goes beside texts of the same batch, each its own way', async () => {
		const started = await rig();
		const handed = await handOver(started.openAlimTalk(), [talk(1), message(2)]);
		await started.flush();
		expect(handed.error).toBeNull();
		expect(received(started).sort()).toEqual([[message(1).noticeKey, 'ATA'], [message(2).noticeKey, 'SMS']].sort());
	});

	it.each([
		['short', talk(1, { to: NO_KAKAO }), 'SMS'],
		['long', talk(1, { to: BLOCKED, type: 'LMS' }), 'LMS'],
	])('that fails falls back to its %s text once, by NHN Cloud alone', async (_name, given, type) => {
		const started = await rig();
		const gateway = started.openAlimTalk();
		const handed = await handOver(gateway, [given]);
		expect((await gateway.find(handed.batch)).map(({ state }) => state)).toEqual(['registered']);
		await started.flush();
		expect(started.deliveries()).toEqual([expect.objectContaining({ key: given.noticeKey, type, text: given.text })]);
		expect(started.calls().filter(({ step }) => step === 'submit')).toHaveLength(1);
		const [found] = await gateway.find(handed.batch);
		expect(found).toMatchObject({ noticeKey: given.noticeKey, state: 'delivered', statusCode: 'RSC04' });
		expect(found?.kakao ?? false).toBe(false);
	});

	it.each([
		['a variable without a value', talk(1, { kakao: kakao(ALIMTALK_TEMPLATE, {}) }), '-3004'],
		['a number that is none', talk(1, { to: '01000001060' }), '-4019'],
	])('with %s is refused alone', async (_name, given, statusCode) => {
		const started = await rig();
		const handed = await handOver(started.openAlimTalk(), [given, talk(2)]);
		expect(handed.messages).toContainEqual({ noticeKey: given.noticeKey, outcome: 'refused', refusal: expect.objectContaining({ statusCode, blocksAccount: false }) });
		await started.flush();
		expect(received(started)).toEqual([[message(2).noticeKey, 'ATA']]);
	});

	it.each([
		['whose template is not registered', talk(1, { kakao: kakao('NONE') }), {}, '-3003'],
		['while the console’s fallback is off', talk(1), { fallback: false }, '-2502'],
		['of another sender profile', talk(1), { senderKey: 'x' }, '-1006'],
	])('%s sends nothing and keeps the notice', async (_name, given, change, vendorCode) => {
		const template = { templateCode: ALIMTALK_TEMPLATE, content: '안내' };
		const alimTalk = { appKey: 'RIGKAKAOKEY00001', secretKey: 'rig-kakao-secret-01234', senderKey: 'f'.repeat(40), templates: [template], ...change };
		const started = await rig({}, { account: { alimTalk } });
		const handed = await handOver(started.openAlimTalk(), [given]);
		expect(handed.error).toMatchObject({ failure: { outcome: 'notSent', vendorCode } });
		expect([...handed.outcomes.values()]).toEqual(['notSent']);
		await started.flush();
		expect(started.deliveries()).toEqual([]);
	});

	it('that the credential is not set up for sends nothing, neither as a text', async () => {
		const started = await rig();
		expect(started.gateway.capabilities.kakao).toBe(false);
		const handed = await handOver(started.gateway, [talk(1)]);
		expect(handed.error).toMatchObject({ code: 'alimTalkMissing' });
		expect(started.deliveries()).toEqual([]);
	});

	it('handed over a second time is not sent again, and counts as in doubt', async () => {
		const started = await rig({ faults: [{ step: 'submit', nth: 1, fault: 'acceptThenDrop' }] });
		const gateway = started.openAlimTalk();
		const first = await handOver(gateway, [talk(1)]);
		const second = await handOver(gateway, [talk(1)]);
		expect([...first.outcomes.values(), ...second.outcomes.values()]).toEqual(['unknown', 'unknown']);
		expect(second.error).toMatchObject({ failure: { vendorCode: '-1005' } });
		await started.flush();
		expect(started.deliveries()).toHaveLength(1);
		expect(await gateway.find(first.batch)).toMatchObject([{ noticeKey: message(1).noticeKey, state: 'delivered' }]);
	});

	it('that is scheduled can be cancelled, and is found while it waits', async () => {
		const started = await rig();
		const gateway = started.openAlimTalk();
		const handed = await handOver(gateway, [talk(1), message(2)], { scheduledAt: new Date(Date.now() + 3_600_000).toISOString() });
		expect(await gateway.find(handed.batch)).toHaveLength(2);
		expect(await gateway.cancel(handed.batch)).toBe('cancelled');
		await started.flush();
		expect(started.deliveries()).toEqual([]);
		expect((await gateway.find(handed.batch)).every(({ refused }) => refused)).toBe(true);
	});
});

describe('the text registered at NHN Cloud', () => {
	const TEXT = '[시청] #{차량} 차량의 감면 안내입니다.';
	const alimTalk = (template: Partial<AlimTalkTemplate>) => ({
		appKey: 'RIGKAKAOKEY00001',
		secretKey: 'rig-kakao-secret-01234',
		senderKey: 'f'.repeat(40),
		templates: [{ templateCode: ALIMTALK_TEMPLATE, content: TEXT, ...template }],
	});
	const check = async (text: string, { code = ALIMTALK_TEMPLATE, template = {} }: { code?: string; template?: Partial<AlimTalkTemplate> } = {}) => {
		const started = await rig({}, { account: { alimTalk: alimTalk(template) } });
		await requireSameText(started.openAlimTalk(), new Map([['retention', code]]), [{ id: 'retention', text }]);
	};

	it('may be ours to the letter', async () => {
		await expect(check(`${TEXT}\r\n`)).resolves.toBeUndefined();
	});

	it('that differs keeps the run from being sent, and the error names where', async () => {
		await expect(check(TEXT.replace('감면', '면제'))).rejects.toMatchObject({
			code: 'kakaoTemplateDiffers',
			message: expect.stringContaining("16번째 글자부터 안내문은 '면제 안내입니다.', 등록한 템플릿은 '감면 안내입니다.'"),
		});
		await expect(check(`${TEXT} 문의 바랍니다.`)).rejects.toMatchObject({ message: expect.stringContaining('등록한 템플릿은 끝') });
	});

	it('counts what the phone shows beside the body', async () => {
		await expect(check(TEXT, { template: { extra: '이벤트 안내' } })).rejects.toMatchObject({ code: 'kakaoTemplateDiffers' });
	});

	it.each([
		['not registered', { code: 'NONE' }],
		['not approved yet', { template: { status: 'TSC02' } }],
		['blocked', { template: { blocked: true } }],
	] as const)('cannot be used where it is %s', async (_name, wish) => {
		await expect(check(TEXT, wish)).rejects.toMatchObject({ code: 'kakaoTemplateUnusable' });
	});

	it('that cannot be read stops the run, and says so', async () => {
		const started = await rig({ faults: [{ step: 'account', nth: 1, fault: 'html', acted: true }] });
		await expect(started.openAlimTalk().kakaoText(ALIMTALK_TEMPLATE)).rejects.toMatchObject({ name: 'RemoteError' });
	});
});

describe('an AlimTalk’s state', () => {
	it.each([
		['READY', '', 'RSC02', 'registered', false],
		['COMPLETED', '1000', 'RSC02', 'delivered', false],
		['CANCEL', '', 'RSC02', 'failed', true],
		['FAILED', '3019', 'RSC02', 'accepted', false],
		['FAILED', '3019', 'RSC03', 'accepted', false],
		['FAILED', '3019', 'RSC04', 'delivered', false],
		['FAILED', '3019', 'RSC05', 'failed', false],
		['FAILED', '3019', 'RSC01', 'failed', false],
		['FAILED', '3005', 'RSC01', 'accepted', false],
		['SOMETHING', '', '', 'registered', false],
	])('%s %s %s is %s', (status, code, resend, state, refused) => {
		const read = readAlimTalkStatus(status, code, resend);
		expect(read).toMatchObject({ state, refused });
		expect(read.reason !== null).toBe(state === 'failed');
	});
});
