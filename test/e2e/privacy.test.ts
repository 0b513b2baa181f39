import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ExcelJS from 'exceljs';
import { SOLAPI_API_SECRET } from '../../sandbox/credentials.mts';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';
import { distinctiveCity, filesBelow, ValueScanner, withSlippedColumns } from '../support/planted-values';
import { fromFolder, openWeek, PERIOD, until } from '../support/weekly-run';
import type { Week } from '../support/weekly-run';

const NEXT_MONDAY = '2026-11-30T09:10:00+09:00';
const LOOK_BACK_FROM = '2026-09-07';

/** Not n8n's memory: its program files, the package's, and the screen that it serves. */
const isProgram = (path: string): boolean => ['node_modules', '.cache', 'media', 'empty-npm-cache'].includes(basename(path));

/** People, phones, addresses and plates go through the whole flow, and through what can go wrong in it. */
describe('personal data', () => {
	const { city, planted } = distinctiveCity({ today: '2026-11-30', weeks: 3, rowsPerWeek: 40, seed: 5 });
	const receipts = withSlippedColumns(city);
	const scanner = new ValueScanner(planted);
	let n8n: TestN8n;
	const weeks: Week[] = [];
	const answers: string[] = [];

	/** Keeps what n8n's editor would show of each execution. */
	const seen = async (week: Week): Promise<void> => {
		for (const { id } of await n8n.workflows.executions(week.workflowId)) {
			answers.push(JSON.stringify(await n8n.rest.request('GET', `/executions/${id}`)));
		}
	};

	const tellByRest = async (): Promise<void> => {
		const week = await openWeek(n8n, n8n.folder, { approval: true, leaseSeconds: 2, city: { receipts, carrierFailureRate: 0.1 } });
		weeks.push(week);
		const { revenue, solapi } = week.city;
		for (const fault of ['html', '500', 'down'] as const) {
			revenue.setFaults([{ fault }]);
			expect((await week.run()).status).toBe('error');
		}
		revenue.setFaults([]);
		const waiting = await week.run();
		solapi.faults.set([{ step: 'add', fault: 'slow', ms: 5_000, nth: 2 }, { step: 'add', fault: 'partial', nth: 3 }, { step: 'add', fault: 'partial', nth: 4 }]);
		await n8n.workflows.submitForm(waiting.id, ['승인', '세정과장 김모의', '']);
		await until('the gateway stalls', () => solapi.calls().some(({ fault }) => fault === 'slow'));
		await n8n.kill('SIGKILL');
		await n8n.start();
		await n8n.workflows.activate(week.workflowId);
		await until('the week is closed', () => week.ledger.stage(PERIOD) === 'closed');
		await n8n.workflows.deactivate(week.workflowId);

		await week.setClock(NEXT_MONDAY);
		const next = await week.run();
		await week.setCredential('cityhallSolapiApi', { apiSecret: `${SOLAPI_API_SECRET}x` });
		await n8n.workflows.submitForm(next.id, ['승인', '세정과장 김모의', '']);
		const refused = await week.ended(next.id);
		expect(refused.items('문자 발송', 1)).toMatchObject([{ status: 'interrupted' }]);
		await seen(week);
	};

	const tellFromFile = async (): Promise<void> => {
		const folder = join(n8n.folder, 'exports');
		mkdirSync(folder);
		const week = await openWeek(n8n, n8n.folder, { city: { receipts }, edit: fromFolder(folder) });
		weeks.push(week);
		await week.city.exportFile(folder, { from: LOOK_BACK_FROM, to: '2026-11-22' });
		expect((await week.run()).error).toBeNull();
		expect(week.ledger.stage(PERIOD)).toBe('closed');
		await seen(week);
	};

	beforeAll(async () => {
		n8n = await startTestN8n();
		await tellByRest();
		await tellFromFile();
		// So that the write-ahead logs stay as a power cut would leave them.
		await n8n.kill('SIGKILL');
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		for (const week of weeks) await week.close();
		await n8n?.dispose();
	}, 60_000);

	it('is there to be found: at least 50 of each kind', () => {
		const { names, phones, addresses, plates } = planted;
		for (const values of [names, phones, addresses, plates]) expect(values.length).toBeGreaterThanOrEqual(50);
	});

	it('is found where it must be: on the handsets and in the exported file', async () => {
		const deliveries = weeks.flatMap(({ city }) => city.solapi.oracle.deliveries());
		expect(scanner.scan(Buffer.from(JSON.stringify(deliveries))).length).toBeGreaterThan(30);
		const [exported] = filesBelow(join(n8n.folder, 'exports'));
		const kinds = scanner.scan(await workbookText(exported ?? '')).map((found) => found.replace(/\[.*/, ''));
		expect(new Set(kinds)).toEqual(new Set(['names', 'phones', 'addresses', 'plates', 'residentNumbers']));
	});

	it.each(['utf8', 'utf16le'] as const)('would be found in a file written as %s', (encoding) => {
		const [name = '', phone = ''] = [planted.names[0], planted.phones[0]];
		expect(scanner.scan(Buffer.from(`x${name},${phone.replaceAll('-', '')}y`, encoding))).toEqual(['names[0]', 'phones[0]']);
	});

	it('is not in n8n: database with free pages and log, stored files, program log, event log', () => {
		const database = join(n8n.userFolder, '.n8n', 'database.sqlite');
		const stored = Buffer.concat([readFileSync(database), readFileSync(`${database}-wal`)]).toString('utf8');
		expect(stored).toContain('010-****-');
		expect(stored).toContain(PERIOD);
		expect(scanner.scanFolder(n8n.userFolder, isProgram)).toEqual({});
	});

	it('went through lines that cannot be read, refused texts and failed ones too', () => {
		const [first] = weeks;
		expect(first?.ledger.decisions(PERIOD).filter((line) => line.endsWith('review unreadable')).length).toBeGreaterThanOrEqual(6);
		expect(first?.ledger.states()).toMatchObject({ delivered: expect.any(Number), failed: expect.any(Number), rejected: expect.any(Number) });
	});

	it('is not in the ledger, its log or the reports', async () => {
		for (const { folder } of weeks) {
			expect(scanner.scanFolder(folder)).toEqual({});
			for (const path of filesBelow(folder)) {
				if (path.endsWith('.xlsx')) expect(scanner.scan(await workbookText(path))).toEqual([]);
			}
		}
	});

	it('is not in what the editor shows of an execution, failed ones included', () => {
		expect(answers.length).toBeGreaterThanOrEqual(7);
		expect(answers.filter((answer) => answer.includes('"status":"error"')).length).toBeGreaterThanOrEqual(3);
		expect(scanner.scan(Buffer.from(answers.join('\n')))).toEqual([]);
	});
});

/** Everything that stands in the cells of a workbook, as text: the file itself is packed. */
async function workbookText(path: string): Promise<Buffer> {
	const workbook = new ExcelJS.Workbook();
	await workbook.xlsx.readFile(path);
	const cells: string[] = [];
	for (const sheet of workbook.worksheets) sheet.eachRow((row) => cells.push(JSON.stringify(row.values)));
	return Buffer.from(cells.join('\n'));
}
