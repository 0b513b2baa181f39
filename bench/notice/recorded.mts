import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { HttpClient, HttpRequest } from '../../lib/http/client.ts';
import type { Gateway } from '../../lib/sms/gateway.ts';

export interface Statement {
	sql: string;
	values: unknown[];
}

/** What handing one batch over came to on the wire: calls in their order, or the rows put in. */
export interface RecordedBatch {
	/** The gateway's own number of the batch, which its addresses hold; '' where there is none. */
	group: string;
	calls: HttpRequest[];
	inserts: Statement[];
}

type HttpModule = { createHttpClient: (options: { baseUrl: string }) => HttpClient };
type PgModule = { Client: { prototype: { query(sql: unknown, values?: unknown[]): unknown } } };

/** Has the built package keep what it hands over to gateways, from now on. */
export class Recorder {
	private batches: RecordedBatch[] = [];
	private readonly current = new AsyncLocalStorage<RecordedBatch>();

	constructor(lib: string) {
		const require = createRequire(import.meta.url);
		this.watchHttp(require(join(lib, 'http/client.js')) as HttpModule);
		this.watchSql(require(join(lib, 'vendor/pg.js')) as PgModule);
	}

	/** The batches since it was last asked. */
	taken(): RecordedBatch[] {
		return this.batches.splice(0);
	}

	/** The same gateway; what is called inside one hand-over belongs to one batch. */
	watch(gateway: Gateway): Gateway {
		if (!('submit' in gateway)) return gateway;
		const submit: typeof gateway.submit = async (...args) => {
			const batch: RecordedBatch = { group: '', calls: [], inserts: [] };
			this.batches.push(batch);
			return await this.current.run(batch, async () => await gateway.submit(...args));
		};
		return Object.assign(Object.create(gateway) as typeof gateway, { submit });
	}

	/** Reading back is not handing over: the plain way does not do it. */
	private watchHttp(client: HttpModule): void {
		const create = client.createHttpClient;
		client.createHttpClient = (options) => {
			const http = create(options);
			const request: HttpClient['request'] = async (call) => {
				const batch = this.current.getStore();
				if (batch && call.beforeCall) batch.calls.push(call);
				const answer = await http.request(call);
				if (!batch && call.method !== 'GET') this.keepOfGroup(call, answer.body);
				return answer;
			};
			return { ...http, request };
		};
	}

	private keepOfGroup(call: HttpRequest, body: unknown): void {
		const known = this.batches.find(({ group }) => call.path.includes(`/${group}/`));
		if (known) known.calls.push(call);
		else this.batches.push({ group: groupIdOf(body), calls: [call], inserts: [] });
	}

	private watchSql({ Client }: PgModule): void {
		const { current } = this;
		const query = Client.prototype.query;
		Client.prototype.query = function (sql, values) {
			if (typeof sql === 'string' && sql.startsWith('INSERT ')) current.getStore()?.inserts.push({ sql, values: values ?? [] });
			// eslint-disable-next-line prefer-rest-params -- its overloads take further arguments
			return query.apply(this, arguments as unknown as [unknown, unknown[]]);
		};
	}
}

/** The number of a new group in the gateway's answer. */
export const groupIdOf = (body: unknown): string =>
	typeof body === 'object' && body !== null && 'groupId' in body && typeof body.groupId === 'string' ? body.groupId : '';
