import { mkdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { CITY_CODE, DEMO_TODAY, REVENUE_TOKEN, SENDER_NUMBER, SOLAPI_API_KEY, SOLAPI_API_SECRET } from './credentials.mts';
import type { ReceiptChange } from './revenue/changes.mts';
import { writeExport, type ExportFormat } from './revenue/export-files.mts';
import type { GeneratedCity } from './revenue/generate.mts';
import { startRevenue, type RevenueServer } from './revenue/server.mts';
import { startHandsets, type Handsets } from './sms/handsets.mts';
import { startSolapi, type SolapiSimulator, type WebhookTarget } from './sms/solapi.mts';

export interface CityOptions {
	host?: string;
	/** 0 or absent: a free one each. */
	ports?: { solapi?: number; handsets?: number; revenue?: number };
	seed?: number | string;
	/** Day of the pretend revenue system; default the demo's. */
	today?: string;
	weeks?: number;
	rowsPerWeek?: number | { min: number; max: number };
	yearEndRows?: number;
	/** What happens to single receipts later; see also `revenue.change` and `chooseChanges`. */
	changes?: readonly ReceiptChange[];
	/** Instead of generated receipts. */
	receipts?: GeneratedCity;
	/** Opening balance in won; default 10,000,000. */
	balance?: number;
	reportDelayMs?: number;
	/** Where the SMS platform pushes reports to, beside being asked for them. */
	webhook?: WebhookTarget;
	/** Share of numbers that carriers fail; default 0.02. */
	carrierFailureRate?: number;
	/** Clock of the SMS platform, epoch ms; default the machine's. */
	now?: () => number;
	/** Clock of the phones, epoch ms; default the platform's. */
	handsetNow?: () => number;
}

export interface City {
	solapi: SolapiSimulator;
	handsets: Handsets;
	revenue: RevenueServer;
	addresses: { solapi: string; handsets: string; revenue: string };
	/** Writes what an officer would export for the period, and returns the path. */
	exportFile(folder: string, period: { from: string; to: string }, format?: ExportFormat): Promise<string>;
	close(): Promise<void>;
}

/** Starts SMS platform, handset page and revenue system with the credentials of `credentials.mts`. */
export async function startCity(options: CityOptions = {}): Promise<City> {
	const host = options.host ?? '127.0.0.1';
	const today = options.today ?? DEMO_TODAY;
	const started: Array<{ close(): Promise<void> }> = [];
	const close = async () => {
		for (const server of started.splice(0).reverse()) await server.close();
	};
	const keep = <T extends { close(): Promise<void> }>(server: T): T => {
		started.push(server);
		return server;
	};
	try {
		const solapi = keep(
			await startSolapi({
				port: options.ports?.solapi,
				host,
				accounts: [{ apiKey: SOLAPI_API_KEY, apiSecret: SOLAPI_API_SECRET, balance: options.balance ?? 10_000_000, senders: [SENDER_NUMBER] }],
				reportDelayMs: options.reportDelayMs ?? 1500,
				seed: options.seed,
				webhook: options.webhook,
				carrierFailureRate: options.carrierFailureRate ?? 0.02,
				now: options.now,
				handsetNow: options.handsetNow,
			}),
		);
		const handsets = keep(await startHandsets({ port: options.ports?.handsets, host, simulator: solapi }));
		const revenue = keep(
			await startRevenue({
				port: options.ports?.revenue,
				host,
				tokens: [REVENUE_TOKEN],
				cityCode: CITY_CODE,
				today,
				seed: options.seed,
				weeks: options.weeks,
				rowsPerWeek: options.rowsPerWeek,
				yearEndRows: options.yearEndRows,
				changes: options.changes,
				city: options.receipts,
			}),
		);
		return {
			solapi,
			handsets,
			revenue,
			addresses: { solapi: solapi.url, handsets: handsets.url, revenue: revenue.url },
			exportFile: async (folder, period, format = 'xlsx') => {
				await mkdir(folder, { recursive: true });
				return writeExport(folder, revenue.receipts(), format, { periodFrom: period.from, periodTo: period.to, exportedOn: revenue.today() });
			},
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

const USAGE = `node sandbox/city.mts [--solapi-port N] [--handsets-port N] [--revenue-port N] [--host H] [--seed S]
  [--today YYYY-MM-DD] [--weeks N] [--rows N] [--report-delay MS] [--failure-rate F]
Starts the pretend city, prints its addresses as one JSON line, and stays up until SIGTERM or Ctrl-C.`;

async function main(): Promise<void> {
	const text = { type: 'string' } as const;
	const { values } = parseArgs({
		options: {
			'solapi-port': text,
			'handsets-port': text,
			'revenue-port': text,
			host: text,
			seed: text,
			today: text,
			weeks: text,
			rows: text,
			'report-delay': text,
			'failure-rate': text,
			help: { type: 'boolean' },
		},
	});
	if (values.help) return void process.stdout.write(`${USAGE}\n`);
	const number = (value: string | undefined) => (value === undefined ? undefined : Number(value));
	const city = await startCity({
		host: values.host,
		ports: { solapi: number(values['solapi-port']), handsets: number(values['handsets-port']), revenue: number(values['revenue-port']) },
		seed: values.seed,
		today: values.today,
		weeks: number(values.weeks),
		rowsPerWeek: number(values.rows),
		reportDelayMs: number(values['report-delay']),
		carrierFailureRate: number(values['failure-rate']),
	});
	process.stdout.write(`${JSON.stringify({ ...city.addresses, pid: process.pid })}\n`);
	let closing = false;
	const stop = () => {
		if (closing) return;
		closing = true;
		city.close().then(() => process.exit(0), () => process.exit(1));
	};
	process.on('SIGTERM', stop);
	process.on('SIGINT', stop);
}

if (basename(process.argv[1] ?? '') === 'city.mts') {
	main().catch((error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exitCode = 1;
	});
}
