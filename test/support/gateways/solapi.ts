import { randomUUID } from 'node:crypto';

import { SolapiGateway } from '../../../lib/sms/solapi/gateway';
import { type FaultRule as SolapiFaultRule, startSolapi } from '../../../sandbox/sms/solapi.mts';
import { RigClients } from './http';
import { type FaultRule, type GatewayRig, type RigWish, SECRET, SENDER, SUBJECT, UNREGISTERED_SENDER, WRONG_SECRET } from './rig';

const API_KEY = 'RIGKEY01';

export const solapiRig: GatewayRig = {
	id: 'solapi',
	async start({ faults = [], reportDelayMs = 3_600_000, timeoutMs, seed = 1 } = {}) {
		const solapi = await startSolapi({
			accounts: [{ apiKey: API_KEY, apiSecret: SECRET, balance: 10_000_000, senders: [SENDER] }],
			reportDelayMs,
			seed,
			faults: rules(faults),
		});
		const clients = new RigClients(solapi.url, timeoutMs);
		const open = (wish: RigWish = {}) =>
			new SolapiGateway({
				apiKey: API_KEY,
				apiSecret: wish.secret === 'wrong' ? WRONG_SECRET : SECRET,
				sender: wish.sender === 'unregistered' ? UNREGISTERED_SENDER : SENDER,
				subject: SUBJECT,
				http: clients.client(wish),
				nowMs: Date.now,
				salt: () => randomUUID(),
			});
		return {
			gateway: open(),
			with: open,
			url: solapi.url,
			deliveries: () => solapi.oracle.deliveries(),
			steps: { submit: 'send', find: 'groupMessages', account: 'balance' },
			faults: (wanted) => solapi.faults.set(rules(wanted)),
			calls: () => solapi.calls(),
			flush: async () => solapi.flush(),
			emptyAccount: () => solapi.setBalance(API_KEY, 0),
			close: async () => {
				clients.close();
				await solapi.close();
			},
		};
	},
};

/** The suite names steps as the rig does. */
const rules = (wanted: readonly FaultRule[]) => wanted as SolapiFaultRule[];
