import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { startRevenue, type RevenueServer } from '../../sandbox/revenue/server.mts';

const TOKEN = 'sandbox-token';
const TODAY = '2026-11-23';
const PERIOD = 'appearedFrom=2026-09-14&appearedTo=2026-11-23';

const contract = parse(readFileSync(join(__dirname, '../../docs/openapi/revenue.yaml'), 'utf8')) as { components: { schemas: Record<string, object> } };
// the contract's schemas use only what draft-07 and OpenAPI 3.1 share, save for where they lie
const definitions = JSON.parse(JSON.stringify(contract.components.schemas).replaceAll('#/components/schemas/', '#/definitions/')) as Record<string, object>;
const ajv = new Ajv({ allErrors: true });

function violations(schema: string, body: unknown): unknown {
	const validate = ajv.compile({ ...definitions[schema], definitions });
	return validate(body) ? [] : validate.errors?.slice(0, 5);
}

interface Page {
	totalCount: number;
	totalRelief: number;
	items: Array<{ receiptNo: string; receivingOffice: string; receivedOn: string; reliefAmount: number }>;
}

let server: RevenueServer;
beforeEach(async () => {
	server = await startRevenue({ tokens: [TOKEN], today: TODAY, seed: 3, weeks: 12 });
});
afterEach(() => server.close());

async function get(path: string, token: string | null = TOKEN): Promise<{ status: number; body: unknown }> {
	const response = await fetch(`${server.url}/v1/exemption-receipts${path}`, { headers: token === null ? {} : { authorization: `Bearer ${token}` } });
	return { status: response.status, body: await response.json() };
}

async function readAll(pageSize: number): Promise<Page['items']> {
	let items: Page['items'] = [];
	for (let page = 1; ; page++) {
		const { items: found, totalCount } = (await get(`?${PERIOD}&page=${page}&pageSize=${pageSize}`)).body as Page;
		items = items.concat(found);
		if (items.length >= totalCount || found.length === 0) return items;
	}
}

describe('the contract', () => {
	it('holds for a page, the control total and errors', async () => {
		expect(violations('ReceiptPage', (await get(`?${PERIOD}&pageSize=500`)).body)).toEqual([]);
		expect(violations('ControlTotal', (await get(`/control-total?${PERIOD}`)).body)).toEqual([]);
		expect(violations('Error', (await get('?appearedFrom=x')).body)).toEqual([]);
	});

	it('holds for every receipt of a year with its peak', async () => {
		await server.close();
		server = await startRevenue({ tokens: [TOKEN], today: '2027-01-11', seed: 3, weeks: 55 });
		const validate = ajv.compile({ ...definitions.Receipt, definitions });
		expect(server.receipts().filter((receipt) => !validate(receipt))).toEqual([]);
		expect(server.receipts().length).toBeGreaterThan(4000);
	});
});

describe('paging', () => {
	it.each([7, 100, 500])('by %i gives every receipt once, in the same order', async (pageSize) => {
		const items = await readAll(pageSize);
		expect(items.map((item) => JSON.stringify(item))).toEqual((await readAll(500)).map((item) => JSON.stringify(item)));
		expect(new Set(items.map((item) => `${item.receivingOffice}${item.receivedOn}${item.receiptNo}`)).size).toBe(items.length);
	});

	it('adds up to the control total', async () => {
		const items = await readAll(100);
		expect((await get(`/control-total?${PERIOD}`)).body).toEqual({ count: items.length, reliefSum: items.reduce((sum, { reliefAmount }) => sum + reliefAmount, 0), asOf: TODAY });
	});
});

describe('refusals', () => {
	it.each([
		['no token', `?${PERIOD}`, null, 401, 'UNAUTHORIZED'],
		['a wrong token', `?${PERIOD}`, 'other', 403, 'FORBIDDEN'],
		['no period', '', TOKEN, 400, 'INVALID_PERIOD'],
		['a day that does not exist', '?appearedFrom=2026-02-30&appearedTo=2026-03-01', TOKEN, 400, 'INVALID_PERIOD'],
		['a period backwards', '?appearedFrom=2026-03-02&appearedTo=2026-03-01', TOKEN, 400, 'INVALID_PERIOD'],
		['page 0', `?${PERIOD}&page=0`, TOKEN, 400, 'INVALID_PAGE'],
		['too long a page', `?${PERIOD}&pageSize=501`, TOKEN, 400, 'INVALID_PAGE'],
		['another path', '/else', TOKEN, 404, 'NOT_FOUND'],
	])('%s', async (_name, path, token, status, code) => {
		expect(await get(path, token)).toMatchObject({ status, body: { code } });
	});
});

describe('faults', () => {
	it('serves the first page for ever', async () => {
		server.setFaults([{ fault: 'endlessPage' }]);
		const first = (await get(`?${PERIOD}&page=1&pageSize=10`)).body as Page;
		const ninth = (await get(`?${PERIOD}&page=999&pageSize=10`)).body as Page;
		expect(ninth.items).toEqual(first.items);
	});

	it('names a control total that the list does not have', async () => {
		const right = (await get(`/control-total?${PERIOD}`)).body as { count: number; reliefSum: number };
		server.setFaults([{ fault: 'wrongTotal', count: 2, relief: 500 }]);
		expect((await get(`/control-total?${PERIOD}`)).body).toMatchObject({ count: right.count + 2, reliefSum: right.reliefSum + 500 });
	});

	it('is down, slow, broken or an HTML page, as often as asked', async () => {
		server.setFaults([{ fault: 'down', times: 1 }, { fault: '500', times: 1 }, { fault: 'html', times: 1 }, { fault: 'slow', ms: 60, times: 1 }]);
		await expect(get(`?${PERIOD}`)).rejects.toThrow();
		expect(await get(`?${PERIOD}`)).toMatchObject({ status: 500, body: { code: 'INTERNAL_ERROR' } });
		await expect(get(`?${PERIOD}`)).rejects.toThrow('JSON');
		const start = performance.now();
		await get(`?${PERIOD}`);
		expect(performance.now() - start).toBeGreaterThan(50);
		expect(server.requests().map(({ status }) => status)).toEqual([null, 500, 200, 200]);
	});
});

it('lets days pass without losing earlier rows', async () => {
	const before = server.receipts();
	server.setToday('2026-11-30');
	const after = new Set(server.receipts().map((receipt) => JSON.stringify(receipt)));
	expect(before.every((receipt) => after.has(JSON.stringify(receipt)))).toBe(true);
	expect(after.size).toBeGreaterThan(before.length);
});
