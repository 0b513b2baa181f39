import type { ICredentialDataDecryptedObject, ICredentialTestFunctions } from 'n8n-workflow';

import { CityhallNhnSmsApi } from '../../../credentials/CityhallNhnSmsApi.credentials';
import { gatewayTests } from '../../../nodes/SmsGateway/credential-tests';
import { GATEWAYS } from '../../../nodes/shared/gateways';
import { startNhn, type NhnSimulator } from '../../../sandbox/sms/nhn.mts';

const entry = GATEWAYS.find(({ id }) => id === 'nhn');
const credentialType = new CityhallNhnSmsApi();
const DEFAULTS = Object.fromEntries(credentialType.properties.map(({ name, default: value }) => [name, value]));
const CREDENTIAL = { ...DEFAULTS, appKey: 'SANDBOXAPPKEY001', secretKey: 'SECRET', sender: '031-828-0000' } as ICredentialDataDecryptedObject;
const KAKAO = { kakaoSenderKey: 'f'.repeat(40), kakaoAppKey: 'KAKAOAPPKEY00002', kakaoSecretKey: 'KAKAOSECRET' };

describe('the NHN Cloud credential', () => {
	it('names its gateway, its test, the new hosts and the old ones', () => {
		expect(entry).toMatchObject({ credential: credentialType.name, test: 'nhnSmsAccountTest' });
		expect([DEFAULTS.baseUrl, DEFAULTS.kakaoBaseUrl]).toEqual(['https://sms.api.nhncloudservice.com', 'https://kakaotalk-bizmessage.api.nhncloudservice.com']);
		const descriptions = credentialType.properties.map(({ description }) => description ?? '').join(' ');
		expect(descriptions).toContain('https://api-sms.cloud.toast.com');
		expect(descriptions).toContain('https://api-alimtalk.cloud.toast.com');
	});

	it.each([
		['both addresses on this machine', { baseUrl: 'http://127.0.0.1:4000', kakaoBaseUrl: 'http://localhost:4000', ...KAKAO }, true],
		['the text address alone, without AlimTalk', { baseUrl: 'http://127.0.0.1:4000' }, true],
		['the text address alone, with AlimTalk', { baseUrl: 'http://127.0.0.1:4000', ...KAKAO }, false],
		['the vendor’s addresses', {}, false],
	])('with %s: pretend gateway or not', (_name, wish, loopback) => {
		expect(entry?.isLoopback({ ...CREDENTIAL, ...wish })).toBe(loopback);
	});

	it.each([
		['a sender number without area code', { sender: '828-0000' }, 'senderNumber'],
		['an address that is none', { baseUrl: 'nhn' }, 'badBaseUrl'],
		['a sender key without app key', { ...KAKAO, kakaoAppKey: '' }, 'alimTalkIncomplete'],
		['a sender key without secret key', { ...KAKAO, kakaoSecretKey: ' ' }, 'alimTalkIncomplete'],
	])('with %s is refused before anything is called', (_name, wish, code) => {
		expect(() => entry?.open({ ...CREDENTIAL, ...wish }, { subject: '' })).toThrow(expect.objectContaining({ code }));
	});

	it('opens AlimTalk only with a sender key, and waits as long as it is told before absence is proof', async () => {
		const plain = entry?.open(CREDENTIAL, { subject: '' });
		const kakao = entry?.open({ ...CREDENTIAL, ...KAKAO, absenceProofMinutes: 30 }, { subject: '' });
		const hasty = entry?.open({ ...CREDENTIAL, absenceProofMinutes: 0 }, { subject: '' });
		expect([plain, kakao, hasty].map((one) => [one?.gateway.capabilities.kakao, one?.gateway.capabilities.absenceProofMs])).toEqual([[false, 600_000], [true, 1_800_000], [false, 60_000]]);
		for (const one of [plain, kakao, hasty]) await one?.close();
	});
});

describe('the test of an NHN Cloud credential', () => {
	let nhn: NhnSimulator;
	beforeEach(async () => {
		nhn = await startNhn({ accounts: [{ appKey: 'SANDBOXAPPKEY001', secretKey: 'SECRET', senders: ['0318280000'] }] });
	});
	afterEach(async () => await nhn.close());

	const tested = async (wish: ICredentialDataDecryptedObject) =>
		await gatewayTests.nhnSmsAccountTest?.call({} as ICredentialTestFunctions, { id: '1', name: 'NHN', type: 'cityhallNhnSmsApi', data: { ...CREDENTIAL, baseUrl: nhn.url, ...wish } });

	it('says that the sender number is registered', async () => {
		expect(await tested({})).toMatchObject({ status: 'OK', message: expect.stringContaining('발신번호가 등록되어 있습니다') });
	});

	it.each([
		['a wrong secret key', { secretKey: 'WRONG-KEY-1' }, '비밀 키'],
		['a sender number that is not registered', { sender: '031-828-9999' }, '발신번호가 등록되어 있지 않습니다'],
	])('with %s says what is wrong', async (_name, wish, says) => {
		const result = await tested(wish);
		expect(result).toMatchObject({ status: 'Error', message: expect.stringContaining(says) });
		expect(JSON.stringify(result)).not.toContain('WRONG-KEY-1');
	});
});
