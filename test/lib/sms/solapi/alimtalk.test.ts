import { randomUUID } from 'node:crypto';

import { decidedRow } from '../../../../bench/drill/rows.mts';
import { createHttpClient } from '../../../../lib/http/client';
import type { Ledger } from '../../../../lib/ledger/ledger';
import { composeNotices } from '../../../../lib/sms/compose';
import { type KakaoTemplates, requireKakao, requireSameText } from '../../../../lib/sms/kakao';
import { collectResults } from '../../../../lib/sms/results';
import { sendRun, type SendPorts } from '../../../../lib/sms/send-run';
import { SolapiGateway } from '../../../../lib/sms/solapi/gateway';
import type { SolapiSimulator } from '../../../../sandbox/sms/solapi.mts';
import { approvedRun, CAMPAIGN, cleanUp, openLedger, phoneOf, portsFor, RUN, seals, SENDER, sending, simulator, states, tempFile } from '../../../support/notice-run';

const CHANNEL = 'KA01PF260101000000000TESTCHANNEL';
const CODE = 'KA01TP260101000000000TESTTEMPLA';
const TEMPLATES: KakaoTemplates = new Map([['retention-short', CODE], ['retention-long', CODE]]);

/** As Kakao shows it: told apart from the text by its first line. */
const REGISTERED = '[알림톡] #{차량번호뒤4자리} 차량 안내';

afterEach(cleanUp);

const at = (number: number, phone: string) => decidedRow(seals, { number, phone });

interface Scene {
	ledger: Ledger;
	solapi: SolapiSimulator;
	ports: SendPorts;
}

/** An approved run to these phones, and everything to send it. */
async function scene(phones: string[], wish: { templates?: KakaoTemplates; channel?: string; registered?: string } = {}): Promise<Scene> {
	const solapi = await simulator({
		reportDelayMs: 3_600_000,
		accounts: [{ apiKey: 'TESTKEY1', apiSecret: 'secret', balance: 1_000_000, senders: [SENDER], channels: [{ pfId: CHANNEL, templates: { [wish.registered ?? CODE]: REGISTERED } }] }],
	});
	const gateway = new SolapiGateway({
		apiKey: 'TESTKEY1',
		apiSecret: 'secret',
		sender: SENDER,
		subject: '취득세 감면 안내',
		kakaoChannel: wish.channel ?? CHANNEL,
		http: createHttpClient({ baseUrl: solapi.url, label: 'SOLAPI', timeoutMs: 2_000, userAgent: 'test', now: Date.now }),
		nowMs: Date.now,
		salt: () => randomUUID().replaceAll('-', ''),
	});
	const ledger = openLedger(tempFile());
	await approvedRun(ledger, phones.map((phone, index) => at(index + 1, phone)));
	const compose: SendPorts['compose'] = (notices) => Promise.resolve(composeNotices(seals, notices, wish.templates ?? TEMPLATES));
	return { ledger, solapi, ports: portsFor(ledger, gateway, { compose }) };
}

/** Sends again and again, as the trigger would: nothing more may leave. */
async function sendTwice({ ports }: Scene): Promise<void> {
	for (const owner of ['first', 'second']) await sendRun(ports, sending({ owner }));
}

/** The next reports have come, and were asked for. */
async function reported({ solapi, ports }: Scene): Promise<void> {
	solapi.flush();
	await collectResults(ports, CAMPAIGN);
}

const arrived = ({ solapi }: Scene) => solapi.oracle.deliveries().map(({ phone, type, text }) => [phone, type, text.startsWith('[알림톡]')]);

describe('an AlimTalk that Kakao delivers', () => {
	it('arrives once, as the registered text with its values, and no text beside it', async () => {
		const one = await scene([phoneOf(1), phoneOf(2)]);
		await sendTwice(one);
		await reported(one);
		await reported(one);
		expect(arrived(one)).toEqual([[phoneOf(1), 'ATA', true], [phoneOf(2), 'ATA', true]]);
		expect(one.solapi.oracle.deliveries()[0]?.text).toMatch(/^\[알림톡\] \d{4} 차량 안내$/);
		expect(await states(one.ledger)).toEqual({ delivered: 2 });
	});
});

describe('an AlimTalk that Kakao does not deliver', () => {
	it.each([
		['other than the registered template', '01000003103'],
		['no KakaoTalk', '01000003104'],
		['blocked', '01000003107'],
	])('(%s) is followed by one text, of SOLAPI; this side sends none', async (_title, phone) => {
		const one = await scene([phone]);
		await sendTwice(one);
		await reported(one);
		expect(arrived(one)).toEqual([]);
		expect(await states(one.ledger)).toEqual({ accepted: 1 });
		// neither another sending nor a repeated look takes Kakao's no for the end
		await sendTwice(one);
		await collectResults(one.ports, CAMPAIGN);
		expect(one.solapi.groups()).toHaveLength(1);
		expect(await states(one.ledger)).toEqual({ accepted: 1 });
		await reported(one);
		await reported(one);
		await sendTwice(one);
		expect(arrived(one)).toEqual([[phone, expect.stringMatching(/^[SL]MS$/), false]]);
		expect(one.solapi.oracle.duplicates()).toEqual([]);
		expect(await states(one.ledger)).toEqual({ delivered: 1 });
		expect(await one.ledger.notices({ runId: RUN }, 10)).toEqual([expect.objectContaining({ attempt: 1 })]);
	});

	it('for a template that is not registered at SOLAPI goes as text too', async () => {
		const one = await scene([phoneOf(1)], { registered: 'another' });
		await sendTwice(one);
		for (let turn = 0; turn < 3; turn++) await reported(one);
		expect(arrived(one)).toEqual([[phoneOf(1), expect.stringMatching(/^[SL]MS$/), false]]);
		expect(await states(one.ledger)).toEqual({ delivered: 1 });
	});

	it('is failed only when the text has failed as well, with the carrier\'s code', async () => {
		const one = await scene(['01000003032']);
		await sendTwice(one);
		await reported(one);
		expect(await states(one.ledger)).toEqual({ accepted: 1 });
		await reported(one);
		await reported(one);
		expect(arrived(one)).toEqual([]);
		expect(await one.ledger.notices({ runId: RUN }, 10)).toEqual([expect.objectContaining({ state: 'failed', statusCode: '3032' })]);
	});

	it('stays once however often its reports come', async () => {
		const one = await scene(['01000003104', phoneOf(1)]);
		one.solapi.faults.set([{ step: 'send', fault: 'reportTwice' }]);
		await sendTwice(one);
		for (let turn = 0; turn < 5; turn++) await reported(one);
		expect(arrived(one)).toHaveLength(2);
		expect(one.solapi.oracle.duplicates()).toEqual([]);
		expect(await states(one.ledger)).toEqual({ delivered: 2 });
	});
});

describe('the count of what went out', () => {
	it('takes an AlimTalk for one once Kakao has delivered it, and for its text where that stood in', async () => {
		const one = await scene([phoneOf(1), phoneOf(2), '01000003104']);
		await sendTwice(one);
		const { messages: before } = await one.ledger.account(RUN);
		expect([before.kakao, before.sms + before.lms]).toEqual([0, 3]);
		for (let turn = 0; turn < 3; turn++) await reported(one);
		const { messages } = await one.ledger.account(RUN);
		expect([messages.kakao, messages.sms + messages.lms]).toEqual([2, 1]);
		expect((await one.ledger.desk.totals(CAMPAIGN, '2000-01-01', '2099-12-31')).kakao).toBe(2);
		expect(await one.ledger.verify()).toMatchObject({ broken: null });
		expect((await one.ledger.audit.check()).problems).toEqual([]);
	});
});

describe('a plain text', () => {
	it('goes out for a notice whose template is not registered', async () => {
		const one = await scene([phoneOf(1)], { templates: new Map([['useRestriction', CODE]]) });
		await sendTwice(one);
		expect(arrived(one)).toEqual([[phoneOf(1), expect.stringMatching(/^[SL]MS$/), false]]);
	});

	it('does not take the place of an AlimTalk without a word where the account has no channel', async () => {
		const { ports } = await scene([phoneOf(1)], { channel: '' });
		expect(() => requireKakao(ports.gateway, TEMPLATES)).toThrow(expect.objectContaining({ code: 'kakaoUnsupported', remedy: expect.stringMatching(/하시기 바랍니다\.$|끄시기 바랍니다\.$/) }));
		expect(() => requireKakao(ports.gateway, undefined)).not.toThrow();
	});
});

describe('the text registered at Kakao', () => {
	const check = async (text: string, code = CODE) => {
		const { ports } = await scene([phoneOf(1)]);
		await requireSameText(ports.gateway, new Map([['retention', code]]), [{ id: 'retention', text }, { id: 'useRestriction', text: '다른 안내문' }]);
	};

	it.each([
		['the same to the letter', REGISTERED],
		['the same but for what no phone shows', `${REGISTERED}\r\n`],
	])('may be %s', async (_title, text) => {
		await expect(check(text)).resolves.toBeUndefined();
	});

	it.each([
		['another word', REGISTERED.replace('안내', '통지'), CODE, 'kakaoTemplateDiffers'],
		['another blank', REGISTERED.replace('차량번호뒤4자리', '기한'), CODE, 'kakaoTemplateDiffers'],
		['nothing', REGISTERED, 'unknown', 'kakaoTemplateUnusable'],
	])('keeps the run from being sent where it is %s: the ledger would record what nobody read', async (_title, text, code, reason) => {
		await expect(check(text, code)).rejects.toMatchObject({ code: reason, message: expect.stringContaining("'retention'"), remedy: expect.stringMatching(/하시기 바랍니다\.$/) });
	});
});
