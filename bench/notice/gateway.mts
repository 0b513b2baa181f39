/** The pretend gateway as a process of its own. Tells its address when ready; asked for it, tells what phones received. */
import { SENDER_NUMBER, SOLAPI_API_KEY, SOLAPI_API_SECRET } from '../../sandbox/credentials.mts';
import { startSolapi } from '../../sandbox/sms/solapi.mts';

export interface Received {
	/** The sender's own key and the phone, one entry a text. */
	texts: Array<{ key: string | null; phone: string }>;
}

const simulator = await startSolapi({
	accounts: [{ apiKey: SOLAPI_API_KEY, apiSecret: SOLAPI_API_SECRET, balance: 100_000_000, senders: [SENDER_NUMBER] }],
	reportDelayMs: Number(process.argv[2] ?? 1_500),
});
process.on('message', () => {
	const received: Received = { texts: simulator.oracle.deliveries().map(({ key, phone }) => ({ key, phone })) };
	process.send?.(received);
});
process.once('disconnect', () => process.exit(0));
process.send?.({ url: simulator.url });
