import { createHttpClient, type HttpClient } from '../../../lib/http/client';
import type { RigWish } from './rig';

/** The HTTP clients of one rig; close them with it. */
export class RigClients {
	private readonly open: HttpClient[] = [];

	constructor(private readonly url: string, private readonly timeoutMs = 5_000) {}

	client({ baseUrl, caPem, timeoutMs }: RigWish = {}): HttpClient {
		const http = createHttpClient({
			baseUrl: baseUrl ?? this.url,
			label: '문자중계사업자',
			timeoutMs: timeoutMs ?? this.timeoutMs,
			userAgent: 'test',
			now: Date.now,
			...(caPem === undefined ? {} : { caPem }),
		});
		this.open.push(http);
		return http;
	}

	close(): void {
		for (const http of this.open.splice(0)) http.close();
	}
}
