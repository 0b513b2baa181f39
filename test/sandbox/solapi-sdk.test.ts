import { Schema } from 'effect';
import {
	addMessageResponseSchema,
	detailGroupMessageResponseSchema,
	groupMessageResponseSchema,
	MessageNotReceivedError,
	removeGroupMessagesResponseSchema,
	SolapiMessageService,
} from 'solapi';
import { startSolapi, type SolapiSimulator } from '../../sandbox/sms/solapi.mts';

const KEY = 'NCSSANDBOX000001';
const SECRET = 'SANDBOXSECRETSANDBOXSECRET000001';
const SENDER = '0310002114';

describe('SOLAPI simulator under the vendor SDK', () => {
	let simulator: SolapiSimulator;
	let vendor: SolapiMessageService;
	const realFetch = globalThis.fetch;

	beforeEach(async () => {
		simulator = await startSolapi({ accounts: [{ apiKey: KEY, apiSecret: SECRET, balance: 1_000_000, senders: [SENDER], channels: [{ pfId: 'CHANNEL', templates: { TEMPLATE: '#{이름}님 안내' } }] }], reportDelayMs: 60_000 });
		// the SDK has no setting for its address
		globalThis.fetch = (input, init) => realFetch(String(input).replace('https://api.solapi.com', simulator.url), init);
		vendor = new SolapiMessageService(KEY, SECRET);
	});

	afterEach(async () => {
		globalThis.fetch = realFetch;
		await simulator.close();
	});

	const texts = (count: number) =>
		Array.from({ length: count }, (_, index) => ({
			to: `0100001${String(index).padStart(4, '0')}`,
			from: SENDER,
			text: `[의정부시] 안내 ${index}`,
			customFields: { k: `notice-${index}` },
		}));

	it('carries the group flow from creation to reports', async () => {
		const groupId = await vendor.createGroup(true);
		expect(groupId).toMatch(/^G4V\d{14}[A-Z0-9]{15}$/);

		const added: unknown = await vendor.addMessagesToGroup(groupId, texts(3));
		expect(Schema.decodeUnknownSync(addMessageResponseSchema)(added)).toMatchObject({ errorCount: '0' });
		expect((await vendor.getGroup(groupId)).status).toBe('PENDING');
		expect(simulator.oracle.deliveries()).toHaveLength(0);

		const sent: unknown = await vendor.sendGroup(groupId);
		expect(Schema.decodeUnknownSync(groupMessageResponseSchema)(sent)).toMatchObject({ status: 'SENDING' });
		expect(simulator.oracle.deliveries().map(({ key }) => key)).toEqual(['notice-0', 'notice-1', 'notice-2']);

		simulator.flush();
		const group = await vendor.getGroup(groupId);
		expect(group).toMatchObject({ status: 'COMPLETE', count: { total: 3, sentSuccess: 3, sentFailed: 0 }, countForCharge: { sms: { '82': 3 } } });

		const first = await vendor.getGroupMessages(groupId, { limit: 2 });
		const rest = await vendor.getGroupMessages(groupId, { limit: 2, startKey: first.nextKey ?? '' });
		expect([...Object.values(first.messageList), ...Object.values(rest.messageList)].map(({ customFields, statusCode }) => [customFields?.k, statusCode])).toEqual([
			['notice-0', '4000'],
			['notice-1', '4000'],
			['notice-2', '4000'],
		]);
		expect(rest.nextKey).toBeNull();
	});

	it('refuses a second send of the same group', async () => {
		const groupId = await vendor.createGroup();
		await vendor.addMessagesToGroup(groupId, texts(1));
		await vendor.sendGroup(groupId);
		await expect(vendor.sendGroup(groupId)).rejects.toMatchObject({ errorCode: 'GroupInProcessing', httpStatus: 409 });
		simulator.flush();
		await expect(vendor.sendGroup(groupId)).rejects.toMatchObject({ errorCode: 'AlreadySent', httpStatus: 409 });
		expect(simulator.oracle.deliveries()).toHaveLength(1);
	});

	it('removes messages and groups before sending', async () => {
		const groupId = await vendor.createGroup();
		await vendor.addMessagesToGroup(groupId, texts(2));
		const [id = ''] = Object.keys((await vendor.getGroupMessages(groupId)).messageList);
		const removed: unknown = await vendor.removeGroupMessages(groupId, [id]);
		expect(Schema.decodeUnknownSync(removeGroupMessagesResponseSchema)(removed)).toMatchObject({ errorCount: 0 });
		expect((await vendor.getGroup(groupId)).count.total).toBe(1);
		await vendor.removeGroup(groupId);
		expect((await vendor.getGroup(groupId)).status).toBe('DELETED');
		await expect(vendor.addMessagesToGroup(groupId, texts(1))).rejects.toMatchObject({ httpStatus: 400 });
	});

	it('schedules, cancels and lists groups', async () => {
		const groupId = await vendor.createGroup();
		await vendor.addMessagesToGroup(groupId, texts(1));
		await vendor.reserveGroup(groupId, new Date(Date.now() + 3_600_000));
		expect((await vendor.getGroup(groupId)).status).toBe('SCHEDULED');
		await expect(vendor.sendGroup(groupId)).rejects.toMatchObject({ errorCode: 'ScheduledGroup' });
		await vendor.removeReservationToGroup(groupId);
		expect(Object.keys((await vendor.getGroups({ groupId })).groupList)).toEqual([groupId]);
		expect(Object.values((await vendor.getGroups()).groupList).map(({ status }) => status)).toEqual(['PENDING']);
	});

	it('sends many at once and names the failures', async () => {
		const messages = [...texts(2), { to: '01000019999', from: '0200000000', text: '번호 미등록' }];
		const answer: unknown = await vendor.send(messages, { showMessageList: true });
		const decoded = Schema.decodeUnknownSync(detailGroupMessageResponseSchema)(answer);
		expect(decoded.groupInfo.count).toMatchObject({ total: 3, registeredSuccess: 2, registeredFailed: 1 });
		expect(decoded.failedMessageList).toMatchObject([{ statusCode: '1062' }]);
		expect(decoded.messageList).toHaveLength(3);
		expect(simulator.oracle.deliveries()).toHaveLength(2);
		await expect(vendor.send([{ to: '01000010001', from: '0200000000', text: '미등록' }])).rejects.toBeInstanceOf(MessageNotReceivedError);
	});

	it('lists messages by filter, newest first', async () => {
		await vendor.send(texts(3));
		simulator.flush();
		const all = await vendor.getMessages({ statusCode: '4000', limit: 10 });
		expect(Object.values(all.messageList).map(({ to }) => to)).toEqual(['01000010002', '01000010001', '01000010000']);
		const one = await vendor.getMessages({ to: '01000010001', startDate: new Date(Date.now() - 60_000), endDate: new Date(Date.now() + 60_000) });
		expect(Object.values(one.messageList)).toMatchObject([{ customFields: { k: 'notice-1' }, status: 'COMPLETE' }]);
		const ids = Object.keys(all.messageList).slice(0, 2);
		expect(Object.keys((await vendor.getMessages({ messageIds: ids })).messageList)).toEqual(ids);
	});

	it('charges the balance and counts in statistics', async () => {
		await vendor.send(texts(3));
		simulator.flush();
		expect((await vendor.getBalance()).balance).toBe(1_000_000 - 60);
		expect(await vendor.getStatistics()).toMatchObject({ balance: 60, total: { sms: 3 }, successed: { total: 3 } });
	});

	it('delivers twice under the SDK\'s own retry after a cut connection: why the package does not use it', async () => {
		simulator.faults.set([{ step: 'sendMany', nth: 1, fault: 'acceptThen503' }]);
		await vendor.send(texts(1));
		expect(simulator.oracle.duplicates()).toMatchObject([{ key: 'notice-0' }]);
	});

	it('takes an AlimTalk as the SDK sends it, and shows its template as the SDK reads it', async () => {
		const template = await vendor.getKakaoAlimtalkTemplate('TEMPLATE');
		expect(template).toMatchObject({ content: '#{이름}님 안내', status: 'APPROVED', variables: [{ name: '#{이름}' }] });
		const kakaoOptions = { pfId: 'CHANNEL', templateId: 'TEMPLATE', variables: { 이름: '김모의' }, disableSms: false };
		await vendor.send([{ to: '01020001234', from: SENDER, text: '대체 문자', kakaoOptions }, { to: '01000003104', from: SENDER, text: '대체 문자', kakaoOptions }]);
		expect(simulator.oracle.deliveries()).toMatchObject([{ phone: '01020001234', type: 'ATA', text: '김모의님 안내' }]);
		simulator.flush();
		simulator.flush();
		expect(simulator.oracle.deliveries().slice(1)).toMatchObject([{ phone: '01000003104', type: 'SMS', text: '대체 문자' }]);
		const { messageList } = await vendor.getMessages();
		expect(Object.values(messageList).map(({ type, replacement }) => [type, replacement]).sort()).toEqual([['ATA', false], ['SMS', true]]);
	});
});
