import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createHttpClient, type HttpClient } from '../../../lib/http/client';
import { readRest, type RestReadOptions } from '../../../lib/revenue/rest';

type Answer = { status?: number; body: unknown };
type Handler = (url: URL, call: number) => Answer;

let server: Server;
let client: HttpClient;
let handler: Handler;
let calls: { path: string; query: Record<string, string>; authorization?: string }[];

beforeEach(async () => {
	calls = [];
	server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', 'http://test');
		calls.push({ path: url.pathname, query: Object.fromEntries(url.searchParams), authorization: request.headers.authorization });
		const { status = 200, body } = handler(url, calls.length);
		response.writeHead(status).end(JSON.stringify(body));
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	client = createHttpClient({ baseUrl: `http://127.0.0.1:${port}/api`, label: '감면 접수 시스템', timeoutMs: 2_000, userAgent: 'test', now: () => 0 });
});
afterEach(async () => {
	client.close();
	server.closeAllConnections();
	await new Promise((done) => server.close(done));
});

const item = (n: number) => ({
	receiptNo: String(n).padStart(6, '0'),
	receivingOffice: '4115000',
	receivedOn: '2026-11-16',
	appearedOn: '2026-11-17',
	statusCode: '20',
	statusName: '결정',
	reductionCode: null,
	legalBasis: '제17조',
	replacement: false,
	taxpayer: { name: `이름${n}`, type: 'person', minor: false, mobile: '010-1111-2222', tel: null, address: null, residentNo: '900101-1234567' },
	coOwners: [{ name: '공동', relation: '배우자', minor: true, mobile: null, tel: '031-1', address: null }],
	filer: { name: '대리', tel: '010-9', isAgent: true },
	vehicle: { plateNo: '12가3456', class: '승용', displacementCc: null, seats: 5 },
	computedTax: 1_400_000,
	reliefAmount: 10,
});

/** A source of n receipts that behaves. */
const sound = (n: number): Handler => (url) => {
	if (url.pathname.endsWith('control-total')) return { body: { count: n, reliefSum: n * 10, asOf: '2026-11-22' } };
	const page = Number(url.searchParams.get('page'));
	const size = Number(url.searchParams.get('pageSize'));
	const items = Array.from({ length: n }, (_none, i) => item(i + 1)).slice((page - 1) * size, page * size);
	return { body: { page, pageSize: size, totalCount: n, totalRelief: n * 10, items } };
};

const slept: number[] = [];
const read = (extra: Partial<RestReadOptions> = {}) => {
	slept.length = 0;
	const ports = { client, now: () => 0, random: () => 0, sleep: async (ms: number) => void slept.push(ms) };
	return readRest({ token: 'secret-token', appearedFrom: '2026-09-14', appearedTo: '2026-11-22', pageSize: 2, maxReceipts: 100, ...extra }, ports);
};

describe('reading over REST', () => {
	it.each([0, 1, 2, 3, 4, 5])('reads all of %d receipts in pages', async (n) => {
		handler = sound(n);
		const batch = await read();
		expect(batch).toMatchObject({ name: 'REST', hash: null, control: { count: n, reliefSum: n * 10 } });
		expect(batch.receipts.map((receipt) => receipt.receiptNo)).toEqual(Array.from({ length: n }, (_none, i) => item(i + 1).receiptNo));
		expect(batch.receipts.map((receipt) => receipt.row)).toEqual(Array.from({ length: n }, (_none, i) => i + 1));
	});

	it('asks by the contract, with the token and the period', async () => {
		handler = sound(1);
		await read();
		expect(calls).toEqual([
			{ path: '/api/v1/exemption-receipts/control-total', query: { appearedFrom: '2026-09-14', appearedTo: '2026-11-22' }, authorization: 'Bearer secret-token' },
			{ path: '/api/v1/exemption-receipts', query: { appearedFrom: '2026-09-14', appearedTo: '2026-11-22', page: '1', pageSize: '2' }, authorization: 'Bearer secret-token' },
		]);
	});

	it('takes everything of an item', async () => {
		handler = sound(1);
		const [receipt] = (await read()).receipts;
		expect(receipt).toMatchObject({
			status: '결정',
			replacement: 'false',
			plateNo: '12가3456',
			reliefAmount: '10',
			taxpayer: { name: '이름1', type: 'person', minor: 'false', mobile: '010-1111-2222', residentNo: '900101-1234567' },
			coOwners: [{ name: '공동', minor: 'true', tel: '031-1' }],
			filer: { name: '대리', tel: '010-9', isAgent: 'true' },
		});
		expect(receipt?.defect).toBeUndefined();
	});

	it('keeps items of another shape, as defects', async () => {
		handler = (url) => {
			if (url.pathname.endsWith('control-total')) return { body: { count: 3, reliefSum: 0 } };
			return { body: { totalCount: 3, totalRelief: 0, items: [null, { receiptNo: 5 }, { ...item(1), coOwners: 'none' }] } };
		};
		const { receipts } = await read({ pageSize: 3 });
		expect(receipts).toHaveLength(3);
		for (const receipt of receipts) expect(receipt.defect).toContain('연계 규격');
	});

	it('tries a failed request again, and not one that was refused', async () => {
		const good = sound(1);
		handler = (url, call) => (call <= 2 ? { status: 503, body: {} } : good(url, call));
		expect((await read()).receipts).toHaveLength(1);
		expect(slept).toHaveLength(2);
		handler = () => ({ status: 403, body: { code: 'FORBIDDEN' } });
		calls.length = 0;
		await expect(read()).rejects.toMatchObject({ failure: { status: 403, vendorCode: 'FORBIDDEN', outcome: 'notSent' } });
		expect(calls).toHaveLength(1);
	});

	it('begins anew when the source changed meanwhile', async () => {
		const before = sound(3);
		const after = sound(4);
		handler = (url, call) => (call <= 2 ? before(url, call) : after(url, call));
		expect(await read()).toMatchObject({ control: { count: 4 }, receipts: { length: 4 } });
	});

	it('begins anew when a receipt slid from one page to the next', async () => {
		const good = sound(4);
		handler = (url, call) => {
			if (call !== 3) return good(url, call);
			return { body: { totalCount: 4, totalRelief: 40, items: [item(2), item(3)] } };
		};
		const { receipts } = await read();
		expect(new Set(receipts.map((receipt) => receipt.receiptNo)).size).toBe(4);
	});

	it('gives up on a source that never holds still', async () => {
		handler = (url, call) => sound(2 + call)(url, call);
		await expect(read()).rejects.toMatchObject({ code: 'sourceMoved', remedy: expect.stringContaining('다시') });
	});

	it.each<[string, string, Handler]>([
		['pages that repeat for ever', 'pagesRepeat', () => ({ body: { count: 9, reliefSum: 90, totalCount: 9, totalRelief: 90, items: [item(1), item(2)] } })],
		['pages that end too early', 'pagesEndEarly', () => ({ body: { count: 9, reliefSum: 90, totalCount: 9, totalRelief: 90, items: [] } })],
		['more receipts than allowed', 'tooManyReceipts', () => ({ body: { count: 101, reliefSum: 0, totalCount: 101, totalRelief: 0, items: [item(1)] } })],
		['a list of another shape', 'unexpectedAnswer', () => ({ body: { count: 1, reliefSum: 0, data: [] } })],
		['a control total of another shape', 'unexpectedAnswer', () => ({ body: { count: '1' } })],
	])('refuses %s', async (_name, code, answer) => {
		handler = answer;
		await expect(read()).rejects.toMatchObject({ code });
		expect(calls.length).toBeLessThan(5);
	});

	it.each([['2026-9-1', '2026-11-22'], ['2026-11-23', '2026-11-22'], ['', '']])('refuses the period %j to %j', async (appearedFrom, appearedTo) => {
		await expect(read({ appearedFrom, appearedTo })).rejects.toMatchObject({ code: 'badPeriod' });
	});

	it('stops when the execution is cancelled', async () => {
		handler = sound(50);
		await expect(read({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
	});
});
