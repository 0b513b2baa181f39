import { SensGateway } from '../../../lib/sms/sens/gateway';
import { type FaultRule as SensFaultRule, type SensOptions, startSens } from '../../../sandbox/sms/sens.mts';
import { RigClients } from './http';
import { type FaultRule, type GatewayRig, type RigOptions, type RigWish, type RunningRig, SECRET, SENDER, SUBJECT, UNREGISTERED_SENDER, WRONG_SECRET } from './rig';

const ACCESS_KEY = 'RIGACCESSKEY00000001';
const SERVICE_ID = 'ncp:sms:kr:000000000000:city';

/** The rig with the simulator's own quirks set as wished; `nowMs` is the clock of the gateway's own machine. */
export async function startSensRig({ faults = [], reportDelayMs = 3_600_000, timeoutMs, seed = 1 }: RigOptions = {}, quirks: Partial<SensOptions> = {}, nowMs: () => number = Date.now): Promise<RunningRig> {
	const sens = await startSens({
		accounts: [{ accessKey: ACCESS_KEY, secretKey: SECRET, serviceId: SERVICE_ID, senders: [SENDER] }],
		reportDelayMs,
		seed,
		faults: rules(faults),
		...quirks,
	});
	const clients = new RigClients(sens.url, timeoutMs);
	const open = (wish: RigWish = {}) =>
		new SensGateway({
			accessKey: ACCESS_KEY,
			secretKey: wish.secret === 'wrong' ? WRONG_SECRET : SECRET,
			serviceId: SERVICE_ID,
			sender: wish.sender === 'unregistered' ? UNREGISTERED_SENDER : SENDER,
			subject: SUBJECT,
			http: clients.client(wish),
			nowMs,
		});
	return {
		gateway: open(),
		with: open,
		url: sens.url,
		deliveries: () => sens.oracle.deliveries(),
		steps: { submit: 'submit', find: 'find', account: 'find' },
		faults: (wanted) => sens.faults.set(rules(wanted)),
		calls: () => sens.calls(),
		flush: async () => sens.flush(),
		emptyAccount: () => sens.setQuota(ACCESS_KEY, 0),
		close: async () => {
			clients.close();
			await sens.close();
		},
	};
}

export const sensRig: GatewayRig = { id: 'sens', start: (options) => startSensRig(options) };

/** The suite names steps as the rig does. */
const rules = (wanted: readonly FaultRule[]) => wanted as SensFaultRule[];
