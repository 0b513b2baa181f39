import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import type { GatewayName, GatewayOrders } from '../drill/gateways.mts';
import type { PhoneText } from './any-gateway.mts';

export interface AnyGatewayProcess {
	orders: GatewayOrders;
	/** What the phones have received once it is as many texts as that, or none has come for a while. */
	settled(texts: number): Promise<PhoneText[]>;
	close(): Promise<void>;
}

const PATIENCE_MS = 20_000;
/** A text too many would come soon after the last. */
const LINGER_MS = 500;

/** Starts a pretend gateway beside this process. */
export async function startAnyGateway(name: GatewayName): Promise<AnyGatewayProcess> {
	const child = fork(join(import.meta.dirname, 'any-gateway.mts'), [name], { serialization: 'advanced' });
	const next = async (): Promise<unknown> => {
		const ended = new AbortController();
		const gone = () => ended.abort(new Error(`the pretend gateway ${name} ended`));
		child.once('exit', gone);
		try {
			const [message] = (await once(child, 'message', { signal: ended.signal })) as unknown[];
			return message;
		} finally {
			child.off('exit', gone);
		}
	};
	const ask = async (question: 'count' | 'texts'): Promise<unknown> => {
		child.send(question);
		return await next();
	};
	const orders = (await next()) as GatewayOrders;
	return {
		orders,
		settled: async (texts) => {
			let seen = 0;
			for (let since = Date.now(); seen < texts && Date.now() - since < PATIENCE_MS; await wait(100)) {
				const count = (await ask('count')) as number;
				if (count > seen) since = Date.now();
				seen = count;
			}
			await wait(LINGER_MS);
			return (await ask('texts')) as PhoneText[];
		},
		close: async () => {
			child.disconnect();
			await once(child, 'exit');
		},
	};
}
