import { createServer, type ServerResponse } from 'node:http';
import { closeServer, eventLine, listen, reply, replyJson } from '../shared/http.mts';
import { HANDSETS_PAGE } from './handsets-page.mts';
import type { Delivery } from './shared/oracle.mts';
import type { SolapiSimulator } from './solapi.mts';

export interface HandsetsOptions {
	/** 0 (default) takes a free port. */
	port?: number;
	host?: string;
	/** Where the texts come from: a simulator in this process … */
	simulator?: Pick<SolapiSimulator, 'oracle'>;
	/** … or the base address of one in another. */
	oracleUrl?: string;
	/** How often another process is asked; default 500. */
	pollMs?: number;
}

export interface Handsets {
	url: string;
	port: number;
	close(): Promise<void>;
}

/**
 * The city's phones as a web page: `/` the page, `/events` server-sent events (`all` with everything so far, then
 * `delivery` one by one), `/api/deliveries?phone=` the same as JSON.
 */
export async function startHandsets(options: HandsetsOptions): Promise<Handsets> {
	const source = options.simulator ? fromSimulator(options.simulator) : await fromAddress(options.oracleUrl ?? '', options.pollMs ?? 500);
	const viewers = new Set<ServerResponse>();
	const stop = source.watch((event, data) => {
		for (const viewer of viewers) viewer.write(eventLine(event, data));
	});

	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', 'http://sandbox');
		if (url.pathname === '/') return reply(response, 200, 'text/html; charset=utf-8', HANDSETS_PAGE, { 'cache-control': 'no-store' });
		if (url.pathname === '/api/deliveries') {
			const digits = (url.searchParams.get('phone') ?? '').replaceAll(/\D/g, '');
			return replyJson(response, 200, source.deliveries().filter(({ phone }) => phone.includes(digits)));
		}
		if (url.pathname === '/events') {
			response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
			response.write(eventLine('all', source.deliveries()));
			viewers.add(response);
			response.on('error', () => undefined);
			response.on('close', () => viewers.delete(response));
			return;
		}
		return reply(response, 404, 'text/plain; charset=utf-8', '없는 주소입니다.');
	});
	const address = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
	return {
		...address,
		close: async () => {
			stop();
			await closeServer(server);
		},
	};
}

type Watcher = (event: 'all' | 'delivery', data: Delivery[] | Delivery) => void;

interface Source {
	deliveries(): Delivery[];
	watch(watcher: Watcher): () => void;
}

function fromSimulator({ oracle }: Pick<SolapiSimulator, 'oracle'>): Source {
	return {
		deliveries: () => oracle.deliveries(),
		watch: (watcher) => oracle.subscribe((delivery) => watcher('delivery', delivery)),
	};
}

async function fromAddress(oracleUrl: string, pollMs: number): Promise<Source> {
	const watchers = new Set<Watcher>();
	let mirror: Delivery[] = [];
	const poll = async () => {
		const answer = await fetch(`${oracleUrl}/__sandbox/oracle?since=${mirror.length}`, { signal: AbortSignal.timeout(5000) });
		const { deliveries, summary } = (await answer.json()) as { deliveries: Delivery[]; summary: { deliveries: number } };
		if (summary.deliveries < mirror.length) {
			mirror = [];
			for (const watcher of watchers) watcher('all', []);
			return;
		}
		for (const delivery of deliveries) {
			mirror.push(delivery);
			for (const watcher of watchers) watcher('delivery', delivery);
		}
	};
	await poll();
	let timer: NodeJS.Timeout | null = null;
	let stopped = false;
	const again = () => {
		timer = setTimeout(() => {
			// the other process may be starting again: keep asking
			poll().catch(() => undefined).finally(() => stopped || again());
		}, pollMs);
	};
	again();
	return {
		deliveries: () => [...mirror],
		watch: (watcher) => {
			watchers.add(watcher);
			return () => {
				stopped = true;
				watchers.delete(watcher);
				if (timer) clearTimeout(timer);
			};
		},
	};
}
