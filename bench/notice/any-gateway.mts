/** One of the pretend gateways as a process of its own. Tells how it is reached when ready; asked, tells what phones received. */
import { GATEWAY_NAMES, startGateway, stopDatabases } from '../drill/gateways.mts';

export interface PhoneText {
	/** Our key, where the gateway carries it. */
	key: string | null;
	phone: string;
	text: string;
}

const name = GATEWAY_NAMES.find((one) => one === process.argv[2]);
if (!name) throw new Error('the name of a gateway is missing');
const gateway = await startGateway(name, { faults: [], reportDelayMs: Number(process.argv[3] ?? 1_500), seed: 'bench' });

async function end(): Promise<void> {
	await gateway.close();
	await stopDatabases();
	process.exit(0);
}

process.on('message', (question) => {
	const deliveries = gateway.deliveries();
	process.send?.(question === 'count' ? deliveries.length : deliveries.map(({ key, phone, text }): PhoneText => ({ key, phone, text })));
});
process.once('disconnect', () => void end());
process.send?.(gateway.orders);
