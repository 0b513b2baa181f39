import { writeExport } from '../../sandbox/revenue/export-files.mts';
import { generateCity } from '../../sandbox/revenue/generate.mts';
import { addDays } from '../../sandbox/revenue/days.mts';

/** Below the generator's limit, so that a large export spans as many weeks as it needs. */
const RECEIPTS_PER_WEEK = 2_600;
const LAST_DAY = '2026-11-22';

/** An exported file and who must be texted for it, by how its rows were made. */
export interface Export {
	folder: string;
	periodFrom: string;
	periodTo: string;
	receipts: number;
	/** One entry a text, sorted. */
	phones: string[];
}

/** Writes what an officer exports of so many receipts: CSV in CP949, as screens give it out. */
export async function makeExport(folder: string, receipts: number): Promise<Export> {
	const weeks = Math.ceil(receipts / RECEIPTS_PER_WEEK) + 2;
	const city = generateCity({ today: LAST_DAY, weeks, rowsPerWeek: RECEIPTS_PER_WEEK, yearEndRows: 0 });
	const chosen = city.receipts.slice(-receipts);
	const periodFrom = addDays(LAST_DAY, -7 * weeks);
	if (chosen.length < receipts) throw new Error(`the generator made ${chosen.length} receipts of ${receipts}`);
	await writeExport(folder, chosen, 'csvCp949', { periodFrom, periodTo: LAST_DAY, exportedOn: LAST_DAY });
	const keyOf = (row: { receivingOffice: string; receivedOn: string; receiptNo: string }) =>
		`${row.receivingOffice}-${row.receivedOn.slice(0, 4)}-${row.receiptNo}`;
	const keys = new Set(chosen.map(keyOf));
	const phones = city.planted.filter((row) => row.mustBeTexted && keys.has(keyOf(row))).map((row) => row.phone ?? '');
	return { folder, periodFrom, periodTo: LAST_DAY, receipts, phones: phones.sort() };
}
