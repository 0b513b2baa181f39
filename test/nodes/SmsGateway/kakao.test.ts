import type { IDataObject } from 'n8n-workflow';

import { chain } from '../../support/engine';
import { asItems, NoticeCity, ours, personalIn, prepareRun, RUN_ID } from '../../support/notice-city';

const CHANNEL = 'KA01PF260101000000000TESTCHANNEL';
const CODE = 'KA01TP260101000000000TESTTEMPLA';
const KEYS = { apiKey: 'NCSNODETESTS0001', apiSecret: 'NODETESTSNODETESTSNODETESTS00001', balance: 1_000_000, senders: ['0310002114'] };

let city: NoticeCity;
afterEach(async () => await city.close());

/** An approved run of two, whose text is registered at Kakao. */
async function approved(channel = CHANNEL, changed = ''): Promise<void> {
	const templates: Record<string, string> = {};
	city = await NoticeCity.start({ accounts: [{ ...KEYS, channels: [{ pfId: CHANNEL, templates }] }] });
	city.overrides.cityhallSolapiApi = { kakaoChannel: channel };
	const { error } = await prepareRun(city, [1, 2].map((n) => city.receipt(n)));
	expect(error).toBeUndefined();
	await city.withLedger(async (ledger) => {
		await ledger.approve(RUN_ID, { kind: 'person', name: '김담당' }, { actor: 'test' });
		templates[CODE] = `${(await ledger.templates(RUN_ID))[0]?.text ?? ''}${changed}`;
	});
}

const rows = (...templates: IDataObject[]) => ({ useKakao: true, kakaoTemplates: { templates } });
const RETENTION = { templateId: 'retention', templateCode: CODE };
const send = async (parameters: IDataObject) =>
	await city.run(chain(ours('문자', 'smsGateway', { resource: 'message', operation: 'sendRun', ...parameters })), { startItems: asItems([{ runId: RUN_ID }]) });
const arrived = () => city.solapi.oracle.deliveries().map(({ type }) => type);

it('AlimTalk goes first where it is on, and texts go otherwise', async () => {
	await approved();
	const { json, dump } = await send(rows(RETENTION));
	expect(json('문자')).toEqual([expect.objectContaining({ status: 'sent' })]);
	expect(arrived()).toEqual(['ATA', 'ATA']);
	expect(personalIn(dump() + city.ledgerBytes(), 1, 2)).toEqual([]);
	const [first] = city.solapi.oracle.deliveries();
	expect(first?.text).toContain('2027. 11. 16.');
	expect(first?.text).not.toContain('#{');
});

it('plain texts go while it is off, whatever templates are listed', async () => {
	await approved();
	await send({ ...rows(RETENTION), useKakao: false });
	expect(arrived()).toEqual(['LMS', 'LMS']);
});

it.each<[string, IDataObject, string, string]>([
	['no template is listed', rows(), CHANNEL, '비어 있습니다'],
	['a line is half empty', rows({ templateId: 'retention', templateCode: ' ' }), CHANNEL, '비어 있는 줄'],
	['one text is listed twice', rows(RETENTION, RETENTION), CHANNEL, '두 번'],
	['the account has no channel', rows(RETENTION), '', '알림톡 채널'],
	['the template is not registered', rows({ ...RETENTION, templateCode: 'none' }), CHANNEL, '쓸 수 없어'],
])('nothing is sent where %s', async (_title, parameters, channel, words) => {
	await approved(channel);
	const { error } = await send(parameters);
	expect(error).toMatchObject({ message: expect.stringContaining(words), description: expect.stringMatching(/바랍니다\.$/) });
	expect(arrived()).toEqual([]);
});

it('nothing is sent where another text is registered than the ledger would record', async () => {
	await approved(CHANNEL, ' 추가');
	const { error } = await send(rows(RETENTION));
	expect(error?.message).toContain('내용이 달라');
	expect(arrived()).toEqual([]);
});
