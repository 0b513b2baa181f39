import { setTimeout as delay } from 'node:timers/promises';

import type { IExecuteFunctions } from 'n8n-workflow';

import { createHttpClient, type HttpClient } from '../../lib/http/client';
import { proxyFromEnvironment } from '../../lib/http/proxy';
import type { RetryPorts } from '../../lib/http/retry-policy';
import { version } from './package-version';

export interface ClientSettings {
	baseUrl: string;
	/** Korean name of the other system, for errors. */
	label: string;
	timeoutMs: number;
	caPem?: string;
	maxResponseBytes?: number;
}

/** The package's HTTP client with this machine's clock and proxy settings. Close it when the execution is done. */
export function httpClientFor(settings: ClientSettings): HttpClient {
	return createHttpClient({
		...settings,
		userAgent: `n8n-nodes-cityhall/${version}`,
		now: Date.now,
		proxy: proxyFromEnvironment(process.env),
	});
}

/** Clock, sleep and chance for repeated calls; a cancelled execution ends the sleep. */
export function retryPorts(): RetryPorts {
	return {
		now: Date.now,
		random: Math.random,
		sleep: async (ms, signal) => {
			try {
				await delay(ms, undefined, { signal });
			} catch (error) {
				if (!signal?.aborted) throw error;
			}
		},
	};
}

/** The signal that fires when a person stops the execution. */
export function cancelSignal(ctx: IExecuteFunctions): AbortSignal | undefined {
	return ctx.getExecutionCancelSignal();
}
