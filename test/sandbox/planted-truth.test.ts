import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BusinessCalendar } from '../../lib/calendar/business-calendar';
import { shippedRules } from '../../lib/exemption/rules';
import { selectRows } from '../../lib/exemption/select-rows';
import { createSelection } from '../../lib/exemption/selection';
import { createHttpClient } from '../../lib/http/client';
import { Fingerprinter } from '../../lib/privacy/fingerprint';
import { SealBox } from '../../lib/privacy/seal';
import { codeMap, statusMap } from '../../lib/revenue/code-map';
import { columnMapping } from '../../lib/revenue/mapping';
import { readReceiptsFromFiles, readReceiptsFromRest, type Reading } from '../../lib/revenue/read';
import { readTable } from '../../lib/revenue/read-table';
import { DEFAULT_RECEIPT_KEY_SETTINGS } from '../../lib/revenue/receipt-key';
import { startCity, type City } from '../../sandbox/city.mts';
import { DEMO_TODAY, REVENUE_TOKEN } from '../../sandbox/credentials.mts';
import { receiptKeyOf } from '../../sandbox/revenue/changes.mts';
import type { ExportFormat } from '../../sandbox/revenue/export-files.mts';

/** The sandbox knows by construction who must be texted; reading and selecting must come to the same people. */
describe('who must be texted', () => {
	const period = { from: '2026-09-14', to: DEMO_TODAY };
	const privacy = { seals: new SealBox({ keyId: 'test', key: Buffer.alloc(32, 1) }), fingerprints: new Fingerprinter(Buffer.alloc(32, 2)) };
	const options = { codes: codeMap([]), statuses: statusMap(), statusWhenMissing: null, receiptKeys: DEFAULT_RECEIPT_KEY_SETTINGS, periodFrom: period.from, periodTo: period.to };
	let city: City;
	let folder: string;

	beforeAll(async () => {
		city = await startCity({ weeks: 17, seed: 11 });
		folder = await mkdtemp(join(tmpdir(), 'planted-'));
	});
	afterAll(async () => {
		await city.close();
		await rm(folder, { recursive: true });
	});

	const fromRest = () =>
		readReceiptsFromRest({ kind: 'rest', shownAddress: city.revenue.url, token: REVENUE_TOKEN, pageSize: 100, maxReceipts: 10_000 }, options, privacy, {
			client: createHttpClient({ baseUrl: city.revenue.url, label: '감면 접수 시스템', timeoutMs: 10_000, userAgent: 'test', now: () => Date.now() }),
			now: () => Date.now(),
			random: () => 0.5,
			sleep: async () => undefined,
		});

	const fromFile = async (format: ExportFormat) => {
		const inbox = join(folder, format);
		await city.exportFile(inbox, period, format);
		return readReceiptsFromFiles({ kind: 'file', folder: inbox, pattern: '*', pick: 'all', mapping: columnMapping(), sheetName: null, encoding: 'auto', maxBytes: 50_000_000 }, options, privacy, { readTable });
	};

	function texted({ rows }: Reading): string[] {
		const context = createSelection({
			rules: shippedRules(),
			calendar: new BusinessCalendar(),
			today: DEMO_TODAY,
			period,
			contact: { organisation: '의정부시', department: '세정과', phone: '031-000-2114', hours: '평일 09:00~18:00' },
		});
		return selectRows(rows, context)
			.filter((row) => row.decision === 'notify' && row.notify?.channel === 'text')
			.map((row) => `${row.receiptKey}#${row.recipientOrdinal}`)
			.sort();
	}

	function planted(): string[] {
		return city.revenue
			.planted()
			.filter((row) => row.mustBeTexted && row.appearedOn >= period.from)
			.map((row) => `${receiptKeyOf(row)}#${row.recipientOrdinal}`)
			.sort();
	}

	type Form = { noticeMethod: string | null; electronicRequestedOn: string | null; relation: string | null };
	const form = (key: string, ordinal: number, { noticeMethod, electronicRequestedOn, relation }: Form) => [`${key}#${ordinal}`, noticeMethod, electronicRequestedOn, relation].join(' ');
	const METHODS = { 직접교부: 'direct', 등기우편: 'post', 전자우편: 'email', 문자: 'text' } as const;

	const formsOf = ({ rows }: Reading) => rows.map((row) => form(row.receiptKey, row.recipientOrdinal, row)).sort();
	const plantedForms = () =>
		city.revenue
			.planted()
			.filter((row) => row.appearedOn >= period.from)
			.map((row) => form(receiptKeyOf(row), row.recipientOrdinal, { ...row, noticeMethod: row.noticeMethod && METHODS[row.noticeMethod] }))
			.sort();

	it.each<[string, () => Promise<Reading>]>([
		['REST', fromRest],
		['a workbook', () => fromFile('xlsx')],
		['a CSV in CP949', () => fromFile('csvCp949')],
		['a CSV in UTF-8', () => fromFile('csvUtf8')],
	])('is the same read from %s', async (_name, read) => {
		const reading = await read();
		expect(reading.summary).toMatchObject({ matches: true, problems: [] });
		expect(reading.summary.controlTotal).toEqual(reading.summary.read);
		expect(texted(reading)).toEqual(planted());
		expect(formsOf(reading)).toEqual(plantedForms());
	});
});
