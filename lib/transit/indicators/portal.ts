import { RemoteError } from '../../errors';
import type { HttpClient } from '../../http/client';
import type { RequestPlace } from '../../http/failures';
import { DEFAULT_RETRY_POLICY, type RetryPorts } from '../../http/retry-policy';
import { withRetry } from '../../http/with-retry';
import { readAnswer, type AnswerPage } from './answer';
import { apiFailure, QUOTA_CODE } from './api-errors';
import type { CallBook } from './quota';

export interface PortalOptions {
	client: HttpClient;
	host: string;
	/** Path of the service below the base address. */
	path: string;
	/** Korean name of the service, for errors. */
	operation: string;
	/** Name of the parameter that takes the key. */
	keyName: string;
	key: string;
	headers: Readonly<Record<string, string>>;
	calls: CallBook;
	retry: RetryPorts;
	signal?: AbortSignal;
}

/** One metered service of data.go.kr. */
export type PortalService = (query: Readonly<Record<string, string | number>>) => Promise<AnswerPage>;

/**
 * A service that counts every call before it is made, repeats what may succeed soon, and stops at the daily limit, its own
 * or the portal's.
 */
export function portalService(options: PortalOptions): PortalService {
	const place: RequestPlace = { label: '공공데이터포털', host: options.host, operation: options.operation };
	const key = plainKey(options.key);
	return async (query) =>
		await withRetry(
			async () => {
				if (!(await options.calls.take())) throw apiFailure(place, '22');
				try {
					const { body } = await options.client.request({
						method: 'GET',
						path: options.path,
						query: { [options.keyName]: key, ...query },
						headers: { Accept: '*/*', ...options.headers },
						responseType: 'text',
						signal: options.signal,
						operation: options.operation,
					});
					return readAnswer(typeof body === 'string' ? body : '', place);
				} catch (error) {
					const used = error instanceof RemoteError && (error.code === QUOTA_CODE || error.failure.status === 429);
					if (!used) throw error;
					await options.calls.exhaust();
					throw apiFailure(place, '22');
				}
			},
			DEFAULT_RETRY_POLICY,
			options.retry,
			options.signal,
		);
}

/** The portal hands the key out twice, plain and percent-encoded; either may be entered. */
export function plainKey(key: string): string {
	try {
		return /%[0-9a-f]{2}/i.test(key) ? decodeURIComponent(key.trim()) : key.trim();
	} catch {
		return key.trim();
	}
}
