import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { Received } from './gateway.mts';

export interface GatewayProcess {
	url: string;
	/** What the phones have received so far. */
	received(): Promise<Received>;
	close(): Promise<void>;
}

/** Starts the pretend gateway beside this process. */
export async function startGateway(reportDelayMs = 1_500): Promise<GatewayProcess> {
	const child = fork(join(import.meta.dirname, 'gateway.mts'), [String(reportDelayMs)], { serialization: 'advanced' });
	const next = async (): Promise<unknown> => {
		const [message] = (await once(child, 'message')) as unknown[];
		return message;
	};
	const { url } = (await next()) as { url: string };
	return {
		url,
		received: async () => {
			child.send('received');
			return (await next()) as Received;
		},
		close: async () => {
			child.disconnect();
			await once(child, 'exit');
		},
	};
}
