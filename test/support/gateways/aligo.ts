import { AligoGateway } from '../../../lib/sms/aligo/gateway';
import { startAligo, type Step } from '../../../sandbox/sms/aligo.mts';
import { RigClients } from './http';
import { type FaultRule, type GatewayRig, type RigWish, SECRET, SENDER, SUBJECT, UNREGISTERED_SENDER, WRONG_SECRET } from './rig';

const USER_ID = 'citytax';

export const aligoRig: GatewayRig = {
	id: 'aligo',
	async start({ faults = [], reportDelayMs = 3_600_000, timeoutMs, seed = 1 } = {}) {
		const aligo = await startAligo({
			accounts: [{ key: SECRET, userId: USER_ID, credit: { SMS: 100_000, LMS: 100_000 }, senders: [SENDER] }],
			reportDelayMs,
			seed,
			faults: rules(faults),
		});
		const clients = new RigClients(aligo.url, timeoutMs);
		const open = (wish: RigWish = {}) =>
			new AligoGateway({
				apiKey: wish.secret === 'wrong' ? WRONG_SECRET : SECRET,
				userId: USER_ID,
				sender: wish.sender === 'unregistered' ? UNREGISTERED_SENDER : SENDER,
				subject: SUBJECT,
				http: clients.client(wish),
			});
		return {
			gateway: open(),
			with: open,
			url: aligo.url,
			deliveries: () => aligo.oracle.deliveries(),
			steps: { submit: 'submit', find: 'find', account: 'account' },
			faults: (wanted) => aligo.faults.set(rules(wanted)),
			calls: () => aligo.calls(),
			flush: async () => aligo.flush(),
			emptyAccount: () => aligo.setCredit(SECRET, { SMS: 0, LMS: 0 }),
			close: async () => {
				clients.close();
				await aligo.close();
			},
		};
	},
};

/** The suite names steps as the rig does. */
const rules = (wanted: readonly FaultRule[]) => wanted as Array<FaultRule<Step>>;
