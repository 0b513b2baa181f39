import { NhnGateway, type NhnOptions as GatewayOptions } from '../../../lib/sms/nhn/gateway';
import { type FaultRule as NhnFaultRule, type NhnAccount, type NhnOptions, type NhnSimulator, startNhn } from '../../../sandbox/sms/nhn.mts';
import { RigClients } from './http';
import { type FaultRule, type GatewayRig, type RigOptions, type RigWish, type RunningRig, SECRET, SENDER, SUBJECT, UNREGISTERED_SENDER, WRONG_SECRET } from './rig';

const APP_KEY = 'RIGAPPKEY0000001';
const KAKAO_APP_KEY = 'RIGKAKAOKEY00001';
const KAKAO_SECRET = 'rig-kakao-secret-01234';
const SENDER_KEY = 'f'.repeat(40);

export const TEXT_TEMPLATES = { SMS: 'CITY-SHORT', LMS: 'CITY-LONG' } as const;
export const ALIMTALK_TEMPLATE = 'CITY001';

/** What a test may set beside the rig's own. */
export interface NhnQuirks {
	account?: Partial<NhnAccount>;
	simulator?: Partial<NhnOptions>;
	gateway?: Partial<GatewayOptions>;
}

export interface NhnRig extends RunningRig {
	gateway: NhnGateway;
	simulator: NhnSimulator;
	open(wish?: RigWish, options?: Partial<GatewayOptions>): NhnGateway;
	/** The same gateway with AlimTalk set up. */
	openAlimTalk(options?: { secret?: 'wrong' }): NhnGateway;
}

export async function startNhnRig({ faults = [], reportDelayMs = 3_600_000, timeoutMs, seed = 1 }: RigOptions = {}, quirks: NhnQuirks = {}): Promise<NhnRig> {
	const simulator = await startNhn({
		accounts: [
			{
				appKey: APP_KEY,
				secretKey: SECRET,
				senders: [SENDER],
				templates: [
					{ templateId: TEXT_TEMPLATES.SMS, sendType: '0', body: '##문안##' },
					{ templateId: TEXT_TEMPLATES.LMS, sendType: '1', body: '##문안##', title: '안내' },
				],
				alimTalk: {
					appKey: KAKAO_APP_KEY,
					secretKey: KAKAO_SECRET,
					senderKey: SENDER_KEY,
					templates: [{ templateCode: ALIMTALK_TEMPLATE, content: '[시청] #{차량} 차량의 감면 안내입니다.' }],
				},
				...quirks.account,
			},
		],
		reportDelayMs,
		seed,
		faults: rules(faults),
		...quirks.simulator,
	});
	const clients = new RigClients(simulator.url, timeoutMs);
	const open = (wish: RigWish = {}, options: Partial<GatewayOptions> = {}) =>
		new NhnGateway({
			http: clients.client(wish),
			appKey: APP_KEY,
			secretKey: wish.secret === 'wrong' ? WRONG_SECRET : SECRET,
			sender: wish.sender === 'unregistered' ? UNREGISTERED_SENDER : SENDER,
			subject: SUBJECT,
			templates: { SMS: '', LMS: '' },
			alimTalk: null,
			absenceProofMs: 10 * 60_000,
			nowMs: Date.now,
			sleep: async () => undefined,
			...quirks.gateway,
			...options,
		});
	return {
		gateway: open(),
		simulator,
		with: open,
		open,
		openAlimTalk: ({ secret } = {}) => {
			const secretKey = secret === 'wrong' ? WRONG_SECRET : KAKAO_SECRET;
			return open({}, { alimTalk: { http: clients.client(), appKey: KAKAO_APP_KEY, secretKey, senderKey: SENDER_KEY } });
		},
		url: simulator.url,
		deliveries: () => simulator.oracle.deliveries(),
		steps: { submit: 'submit', find: 'find', account: 'account' },
		faults: (wanted) => simulator.faults.set(rules(wanted)),
		calls: () => simulator.calls(),
		flush: async () => simulator.flush(),
		emptyAccount: () => simulator.setQuota(APP_KEY, 0),
		close: async () => {
			clients.close();
			await simulator.close();
		},
	};
}

export const nhnRig: GatewayRig = { id: 'nhn', start: (options) => startNhnRig(options) };

/** The suite names steps as the rig does. */
const rules = (wanted: readonly FaultRule[]) => wanted as NhnFaultRule[];
