import { spawn } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCity, type City } from '../../sandbox/city.mts';
import { REVENUE_TOKEN, SENDER_NUMBER, SOLAPI_API_KEY, SOLAPI_API_SECRET } from '../../sandbox/credentials.mts';
import { startHandsets } from '../../sandbox/sms/handsets.mts';

async function solapi(url: string, path: string, body: unknown): Promise<Response> {
	const date = new Date().toISOString();
	const salt = randomBytes(16).toString('hex');
	const signature = createHmac('sha256', SOLAPI_API_SECRET).update(date + salt).digest('hex');
	return fetch(url + path, { method: 'POST', headers: { authorization: `HMAC-SHA256 apiKey=${SOLAPI_API_KEY}, date=${date}, salt=${salt}, signature=${signature}` }, body: JSON.stringify(body) });
}

const text = (to: string) => ({ messages: [{ to, from: SENDER_NUMBER, text: '[의정부시] 시험 안내', customFields: { k: to } }] });

/** Reads server-sent events until `wanted` of them came. */
async function events(url: string, wanted: number, then?: () => Promise<unknown>): Promise<Array<{ event: string; data: unknown }>> {
	const abort = new AbortController();
	const response = await fetch(url, { signal: abort.signal });
	const seen: Array<{ event: string; data: unknown }> = [];
	let rest = '';
	const decoder = new TextDecoder();
	for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
		rest += decoder.decode(chunk, { stream: true });
		const blocks = rest.split('\n\n');
		rest = blocks.pop() ?? '';
		for (const block of blocks) {
			const match = /^event: (.*)\ndata: (.*)$/s.exec(block);
			if (match) seen.push({ event: match[1] ?? '', data: JSON.parse(match[2] ?? '') as unknown });
		}
		if (seen.length === 1) await then?.();
		if (seen.length >= wanted) break;
	}
	abort.abort();
	return seen;
}

describe('the pretend city', () => {
	let city: City;
	beforeEach(async () => {
		city = await startCity({ weeks: 4, yearEndRows: 0, reportDelayMs: 10, carrierFailureRate: 0 });
	});
	afterEach(() => city.close());

	it('opens with its fixed credentials', async () => {
		const receipts = await fetch(`${city.addresses.revenue}/v1/exemption-receipts?appearedFrom=2026-11-01&appearedTo=2026-11-23`, { headers: { authorization: `Bearer ${REVENUE_TOKEN}` } });
		expect(receipts.status).toBe(200);
		expect((await solapi(city.addresses.solapi, '/messages/v4/send-many/detail', text('01001000001'))).status).toBe(200);
		expect(city.solapi.oracle.deliveries()).toMatchObject([{ phone: '01001000001', key: '01001000001' }]);
	});

	it('writes the officer\'s export of a week', async () => {
		const folder = join(await mkdtemp(join(tmpdir(), 'city-')), 'inbox');
		const path = await city.exportFile(folder, { from: '2026-11-16', to: '2026-11-22' });
		expect(path).toMatch(/취득세감면접수현황_20261116_20261122\.xlsx$/);
		expect(await readdir(folder)).toHaveLength(1);
	});

	it('shows texts on handsets as they arrive, with what came before', async () => {
		await solapi(city.addresses.solapi, '/messages/v4/send-many/detail', text('01001000001'));
		const seen = await events(`${city.addresses.handsets}/events`, 2, () => solapi(city.addresses.solapi, '/messages/v4/send-many/detail', text('01001000002')));
		expect(seen).toMatchObject([
			{ event: 'all', data: [{ phone: '01001000001' }] },
			{ event: 'delivery', data: { phone: '01001000002', type: 'SMS' } },
		]);
	});

	it('finds handsets by part of a number', async () => {
		await solapi(city.addresses.solapi, '/messages/v4/send-many/detail', text('01001000001'));
		await solapi(city.addresses.solapi, '/messages/v4/send-many/detail', text('01001009999'));
		expect(await (await fetch(`${city.addresses.handsets}/api/deliveries?phone=100-9999`)).json()).toMatchObject([{ phone: '01001009999' }]);
	});

	it('says on the page that nothing is really sent, and loads nothing from elsewhere', async () => {
		const page = await (await fetch(city.addresses.handsets)).text();
		expect(page).toContain('모의 환경 — 실제로 발송되지 않습니다');
		expect(page).not.toMatch(/(src|href)="(?!data:)|@import|https?:\/\//);
	});

	it('mirrors handsets from the address of another process, through a reset', async () => {
		const mirror = await startHandsets({ oracleUrl: city.addresses.solapi, pollMs: 10 });
		const shown = async () => ((await (await fetch(`${mirror.url}/api/deliveries`)).json()) as unknown[]).length;
		const until = async (count: number) => {
			while ((await shown()) !== count) await new Promise((resolve) => setTimeout(resolve, 10));
		};
		await solapi(city.addresses.solapi, '/messages/v4/send-many/detail', text('01001000001'));
		await until(1);
		city.solapi.reset();
		await until(0);
		await mirror.close();
	});
});

it('runs as a command: one line of addresses, up until SIGTERM', async () => {
	const child = spawn(join(__dirname, '../../node_modules/.bin/node'), [join(__dirname, '../../sandbox/city.mts'), '--weeks', '2', '--seed', '9'], { stdio: ['ignore', 'pipe', 'inherit'] });
	const line = await new Promise<string>((resolve) => child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())));
	const addresses = JSON.parse(line) as { solapi: string; handsets: string; revenue: string };
	expect((await fetch(addresses.handsets)).status).toBe(200);
	expect((await fetch(`${addresses.revenue}/v1/exemption-receipts`)).status).toBe(401);
	const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
	child.kill('SIGTERM');
	expect(await ended).toBe(0);
});
