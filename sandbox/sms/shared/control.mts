import type { IncomingMessage, ServerResponse } from 'node:http';
import { eventLine, readBody, reply, replyJson } from '../../shared/http.mts';
import type { FaultPlan, FaultRule } from './faults.mts';
import type { Oracle } from './oracle.mts';

export interface Controls {
	plan: FaultPlan;
	oracle: Oracle;
	reset: () => void;
	flush: () => void;
	summary: () => Record<string, unknown>;
}

/**
 * The simulator's own side door, so that another process can drive it (no signature, loopback only):
 * - `POST /__sandbox/faults` `{rules, seed?}` replaces the fault plan; `GET` shows it
 * - `GET /__sandbox/oracle` what phones received: `{deliveries, duplicates, summary}`; `?since=N` from ordinal N+1 on
 * - `GET /__sandbox/events` the same as server-sent events, one `delivery` each
 * - `POST /__sandbox/flush` brings outstanding reports forward to now
 * - `POST /__sandbox/reset` forgets groups, messages, deliveries and faults
 */
export async function control(request: IncomingMessage, response: ServerResponse, url: URL, controls: Controls): Promise<void> {
	const { plan, oracle } = controls;
	switch (`${request.method} ${url.pathname.slice('/__sandbox'.length)}`) {
		case 'GET /faults':
			return replyJson(response, 200, { rules: plan.current() });
		case 'POST /faults': {
			const wanted = JSON.parse(await readBody(request, 1_000_000)) as { rules?: FaultRule[]; seed?: number | string };
			plan.set(wanted.rules ?? [], wanted.seed);
			return replyJson(response, 200, { rules: plan.current() });
		}
		case 'GET /oracle': {
			const since = Number(url.searchParams.get('since') ?? 0);
			const deliveries = oracle.deliveries().filter(({ ordinal }) => ordinal > since);
			return replyJson(response, 200, { deliveries, duplicates: oracle.duplicates(), summary: controls.summary() });
		}
		case 'GET /events':
			return stream(response, oracle, Number(url.searchParams.get('since') ?? 0));
		case 'POST /flush':
			controls.flush();
			return replyJson(response, 200, controls.summary());
		case 'POST /reset':
			controls.reset();
			return replyJson(response, 200, controls.summary());
		default:
			return reply(response, 404, 'text/plain', 'no such control');
	}
}

function stream(response: ServerResponse, oracle: Oracle, since: number): void {
	response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
	response.write(': open\n\n');
	for (const delivery of oracle.deliveries()) if (delivery.ordinal > since) response.write(eventLine('delivery', delivery));
	const stop = oracle.subscribe((delivery) => response.write(eventLine('delivery', delivery)));
	response.on('close', stop);
}
