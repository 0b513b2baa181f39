import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { closeServer, HTML_ERROR_PAGE, listen, readBody, reply, replyJson } from '../shared/http.mts';
import { generateCity, type GeneratedCity, type GenerateOptions } from './generate.mts';
import { applyChanges, type ReceiptChange } from './changes.mts';
import type { PlantedRecipient, Receipt } from './receipt.mts';

/** What goes wrong on the revenue side. Without `times` it lasts until the faults are set anew. */
export type RevenueFault = { times?: number } & (
	/** Every page after the first is the first again, and never a short one. */
	| { fault: 'endlessPage' }
	/** The control total names other figures than the list: by `count` receipts and `relief` won. */
	| { fault: 'wrongTotal'; count?: number; relief?: number }
	/** Connections are cut. */
	| { fault: 'down' }
	| { fault: 'slow'; ms: number }
	| { fault: '500' }
	/** Status 200 with an HTML page. */
	| { fault: 'html' }
	/** Sent to a login page, as behind a single sign-on. */
	| { fault: 'login' }
	/** The answer breaks off in its middle, as a complete body. */
	| { fault: 'truncated' }
	/** One byte now and then, without an end. */
	| { fault: 'trickle' }
);

export interface RevenueOptions extends GenerateOptions {
	port?: number;
	host?: string;
	/** Bearer tokens that may read; others get 403. */
	tokens: string[];
	faults?: RevenueFault[];
	/** Instead of generated receipts. */
	city?: GeneratedCity;
}

export interface RevenueServer {
	url: string;
	port: number;
	receipts(): Receipt[];
	planted(): PlantedRecipient[];
	today(): string;
	/** Lets days pass: rows up to that day appear. */
	setToday(today: string): void;
	setFaults(faults: RevenueFault[]): void;
	/** Further changes to receipts; each shows from its day on. */
	change(changes: readonly ReceiptChange[]): void;
	/** Path and status of each answered request; null where the connection was cut. */
	requests(): Array<{ path: string; status: number | null }>;
	close(): Promise<void>;
}

const PATH = '/v1/exemption-receipts';
const MAX_PAGE_SIZE = 500;

/** The pretend revenue system, by the contract in docs/openapi/revenue.yaml. `POST /__sandbox/faults`, `/__sandbox/changes` and `/__sandbox/today` drive it from outside. */
export async function startRevenue(options: RevenueOptions): Promise<RevenueServer> {
	let today = options.today;
	let changes = [...(options.changes ?? [])];
	// the first week stays where it was, so that earlier rows do not vanish
	const from = options.from ?? firstDay(options);
	const cityOn = (day: string) => (options.city ? applyChanges(options.city, changes, day) : generateCity({ ...options, from, today: day, changes }));
	let city = cityOn(today);
	let faults = (options.faults ?? []).map((fault) => ({ ...fault }));
	const requests: Array<{ path: string; status: number | null }> = [];
	const setToday = (day: string) => {
		today = day;
		city = cityOn(today);
	};
	const change = (further: readonly ReceiptChange[]) => {
		changes = [...changes, ...further];
		city = cityOn(today);
	};
	const setFaults = (wanted: RevenueFault[]) => (faults = wanted.map((fault) => ({ ...fault })));

	const takeFault = (): RevenueFault | null => {
		const fault = faults.find(({ times }) => times === undefined || times > 0);
		if (fault?.times !== undefined) fault.times--;
		return fault ?? null;
	};

	const server = createServer((request, response) => {
		response.on('error', () => undefined);
		handle(request, response).catch(() => request.socket.destroy());
	});

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', 'http://sandbox');
		if (url.pathname.startsWith('/__sandbox/')) return control(request, response, url.pathname);
		const fault = takeFault();
		const record: { path: string; status: number | null } = { path: url.pathname + url.search, status: null };
		requests.push(record);
		if (fault?.fault === 'down') return void request.socket.destroy();
		if (fault?.fault === 'slow') await wait(fault.ms);
		if (fault?.fault === 'html') {
			record.status = 200;
			return reply(response, 200, 'text/html; charset=utf-8', HTML_ERROR_PAGE);
		}
		if (fault?.fault === 'login') {
			record.status = 302;
			return reply(response, 302, 'text/html; charset=utf-8', HTML_ERROR_PAGE, { location: '/login' });
		}
		const { status, body } = fault?.fault === '500' ? failure(500, 'INTERNAL_ERROR', '처리 중 오류가 발생하였습니다.') : answer(request, url, fault);
		record.status = status;
		if (fault?.fault === 'trickle') return trickle(response);
		if (fault?.fault === 'truncated') {
			const text = JSON.stringify(body);
			return reply(response, status, 'application/json; charset=utf-8', text.slice(0, text.length / 2));
		}
		replyJson(response, status, body);
	}

	function answer(request: IncomingMessage, url: URL, fault: RevenueFault | null): Outcome {
		const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
		if (token === undefined) return failure(401, 'UNAUTHORIZED', '접근 토큰이 없습니다.');
		if (!options.tokens.includes(token)) return failure(403, 'FORBIDDEN', '이 토큰으로는 조회할 수 없습니다.');
		if (request.method !== 'GET') return failure(405, 'METHOD_NOT_ALLOWED', '조회만 할 수 있습니다.');
		if (url.pathname !== PATH && url.pathname !== `${PATH}/control-total`) return failure(404, 'NOT_FOUND', '없는 주소입니다.');
		const from = url.searchParams.get('appearedFrom') ?? '';
		const to = url.searchParams.get('appearedTo') ?? '';
		if (!isDay(from) || !isDay(to) || from > to) {
			return failure(400, 'INVALID_PERIOD', 'appearedFrom과 appearedTo는 YYYY-MM-DD 형식이며 시작일이 끝일보다 늦을 수 없습니다.');
		}
		const found = city.receipts.filter(({ appearedOn }) => appearedOn >= from && appearedOn <= to);
		const reliefSum = found.reduce((sum, { reliefAmount }) => sum + reliefAmount, 0);
		if (url.pathname !== PATH) {
			const wrong = fault?.fault === 'wrongTotal' ? { count: fault.count ?? 1, relief: fault.relief ?? 0 } : { count: 0, relief: 0 };
			return { status: 200, body: { count: found.length + wrong.count, reliefSum: reliefSum + wrong.relief, asOf: today } };
		}
		const page = wholeNumber(url.searchParams.get('page'), 1);
		const pageSize = wholeNumber(url.searchParams.get('pageSize'), 100);
		if (page === null || pageSize === null || pageSize > MAX_PAGE_SIZE) {
			return failure(400, 'INVALID_PAGE', `page는 1 이상, pageSize는 1 이상 ${MAX_PAGE_SIZE} 이하의 정수여야 합니다.`);
		}
		const start = fault?.fault === 'endlessPage' ? 0 : (page - 1) * pageSize;
		return { status: 200, body: { page, pageSize, totalCount: found.length, totalRelief: reliefSum, items: found.slice(start, start + pageSize) } };
	}

	async function control(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
		const wanted = request.method === 'POST' ? (JSON.parse(await readBody(request, 1_000_000)) as { faults?: RevenueFault[]; today?: string; changes?: ReceiptChange[] }) : {};
		if (path === '/__sandbox/faults') setFaults(wanted.faults ?? []);
		else if (path === '/__sandbox/changes') change(wanted.changes ?? []);
		else if (path === '/__sandbox/today' && wanted.today !== undefined && isDay(wanted.today)) setToday(wanted.today);
		else if (path !== '/__sandbox/planted') return replyJson(response, 404, { code: 'NOT_FOUND', message: '없는 주소입니다.' });
		replyJson(response, 200, path === '/__sandbox/planted' ? { today, planted: city.planted } : { today, faults });
	}

	const address = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
	return {
		...address,
		receipts: () => city.receipts,
		planted: () => city.planted,
		today: () => today,
		setToday,
		setFaults,
		change,
		requests: () => [...requests],
		close: () => closeServer(server),
	};
}

/** Goes on until the client gives up. */
function trickle(response: ServerResponse): void {
	response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
	const timer = setInterval(() => response.write(' '), 50);
	response.on('close', () => clearInterval(timer));
}

interface Outcome {
	status: number;
	body: unknown;
}

function failure(status: number, code: string, message: string): Outcome {
	return { status, body: { code, message } };
}

function isDay(text: string): boolean {
	return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

function wholeNumber(text: string | null, otherwise: number): number | null {
	if (text === null) return otherwise;
	return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

function firstDay({ today, weeks }: GenerateOptions): string {
	return new Date(Date.parse(today) - 7 * 86_400_000 * ((weeks ?? 52) - 1)).toISOString().slice(0, 10);
}
