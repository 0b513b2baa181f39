import { workbookDay } from '../../../../sandbox/transit/package-day.mts';
import type { DirtSettings } from '../../../../sandbox/transit/rates.mts';
import type { LayoutId } from '../../../../sandbox/transit/layouts.mts';
import { generated, lakeCells, lakeSums, MINUTES, removeFolders, truthCells, truthSums, workBench, type Generated } from './support';

jest.setTimeout(5 * MINUTES);
afterEach(removeFolders);

const DIRTY: DirtSettings = {
	missingAlighting: 0.05,
	duplicates: 0.01,
	retransmissions: 0,
	alightingBeforeBoarding: 0.01,
	unmatchedStop: 0.01,
	otherDay: 0.01,
	garbage: 0.01,
	earlyTagOff: 0.1,
};

interface Delivery {
	layout: LayoutId;
	encoding?: 'utf8' | 'cp949';
	parts?: number;
	/** As a workbook of two tabs. */
	workbook?: boolean;
	/** The layout it is to be recognised as. */
	is: string;
	/** Its user codes are words or not published: the city's rule says that they are the national ones. */
	nationalUsers?: boolean;
	/** A row cut within its first quoted cell leaves an empty line, which is no row. */
	cutRowsAreEmpty?: boolean;
	/** What the layout cannot carry, so that it is not asked for. */
	carriesNot?: readonly ('repeats' | 'transfers' | 'numberOfTransfers')[];
}

const DELIVERIES: readonly Delivery[] = [
	{ layout: 'national27', parts: 3, is: 'national-27' },
	{ layout: 'national27', encoding: 'cp949', is: 'national-27' },
	{ layout: 'national25', is: 'national-25' },
	{ layout: 'national25', encoding: 'cp949', parts: 1, is: 'national-25' },
	{ layout: 'national18', is: 'national-18' },
	{ layout: 'tmoney16', is: 'settlement-16' },
	{ layout: 'tmoney16', encoding: 'cp949', is: 'settlement-16' },
	{ layout: 'tmoney16', workbook: true, is: 'settlement-16' },
	{ layout: 'tmoney14', is: 'settlement-14' },
	{ layout: 'tmoney14', workbook: true, parts: 1, is: 'settlement-14' },
	{ layout: 'daejeon', encoding: 'cp949', is: 'daejeon', nationalUsers: true, cutRowsAreEmpty: true },
	{ layout: 'daejeon', is: 'daejeon', nationalUsers: true, cutRowsAreEmpty: true },
	{ layout: 'jeju', is: 'jeju', carriesNot: ['transfers'] },
	// No card: two riders in the same second look like a row sent twice.
	{ layout: 'pohang', is: 'pohang', carriesNot: ['repeats', 'numberOfTransfers'] },
];

/** What the code 6 means is not published: a city that knows says so. */
const CODES = { userTypes: { tables: { national: { 1: 'adult', 2: 'child', 3: 'youth', 4: 'senior', 5: 'disabled', 6: 'veteran' } } } };

const named = ({ layout, encoding = 'utf8', parts = 2, workbook, carriesNot = [] }: Delivery) =>
	`${layout} ${workbook ? 'as a workbook' : `in ${encoding}, ${parts} file(s)`}${carriesNot.length > 0 ? ` (no ${carriesNot.join(', ')})` : ''}`;

async function delivered(delivery: Delivery): Promise<Generated> {
	const dirt = delivery.carriesNot?.includes('repeats') ? { ...DIRTY, duplicates: 0 } : DIRTY;
	const day = generated({ layout: delivery.layout, encoding: delivery.encoding ?? 'utf8', parts: delivery.parts ?? 2, taps: 2_000, dirt });
	return delivery.workbook ? { ...day, taps: [await workbookDay(day.folder, day.truth)] } : day;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

describe.each(DELIVERIES.map((delivery) => [named(delivery), delivery] as const))('a day delivered as %s', (_, delivery) => {
	it('returns the sums it was generated from', async () => {
		const { truth, taps } = await delivered(delivery);
		const bench = workBench();
		const rules = delivery.nationalUsers ? [{ region: truth.defaults.region, table: 'national' }] : [];
		const { source, layout, changedDays } = await bench.ingest(taps, { defaults: truth.defaults, codes: { userTypes: { ...CODES.userTypes, rules } } });
		await bench.analyse({ summaryOnly: true });

		expect(layout.id).toBe(delivery.is);
		const { duplicates, otherDay } = truth.lines;
		const empty = delivery.cutRowsAreEmpty ? (truth.lines.garbage.cutRow ?? 0) : 0;
		const garbage: Record<string, number> = { ...truth.lines.garbage, cutRow: (truth.lines.garbage.cutRow ?? 0) - empty };
		const written = truth.lines.written - empty;
		const rejected = sum(Object.values(garbage));
		expect(source).toMatchObject({ read: written, rejected, duplicates, kept: written - rejected - duplicates });
		expect(rejected).toBeGreaterThan(5);
		expect(source.files.map(({ serviceDate, rows }) => [serviceDate, rows])).toEqual([['2026-03-02', otherDay], ['2026-03-03', truth.totals.taps]]);
		expect(changedDays).toEqual(['2026-03-02', '2026-03-03']);
		if (!delivery.workbook) {
			expect(source.rejectReasons).toEqual({ boardingTime: garbage.badTime, tooManyColumns: garbage.extraColumns, tooFewColumns: (garbage.cutRow ?? 0) + (garbage.text ?? 0) });
		}

		expect(await lakeCells(bench)).toEqual(truthCells(truth));
		const [expected, found] = [truthSums(truth), await lakeSums(bench)];
		if (delivery.carriesNot?.includes('transfers')) {
			for (const sums of [expected.totals, found.totals, ...Object.values(expected.byRoute), ...Object.values(found.byRoute)]) sums.transferTaps = 0;
		} else {
			const transfers = await bench.query<{ transfers: number; taps: number }>('SELECT transfers, count(*) AS taps FROM tap GROUP BY transfers ORDER BY transfers');
			const planted = delivery.carriesNot?.includes('numberOfTransfers') ? [truth.transfers[0], sum(truth.transfers.slice(1))] : truth.transfers;
			expect(transfers).toEqual(planted.flatMap((number, index) => (number ? [{ transfers: index, taps: number }] : [])));
		}
		expect(found).toEqual(expected);
	});
});

it('the report’s model says the same sums, the rejected rows and the share of tapped alightings', async () => {
	const { truth, taps } = generated({ taps: 2_000, dirt: DIRTY });
	const bench = workBench();
	await bench.ingest(taps);
	await bench.analyse();
	const { totals, hours, dataState } = await bench.model();
	expect(totals).toMatchObject({ boardings: truth.totals.boardings, alightings: truth.totals.alightings, taps: truth.totals.taps, routes: truth.totals.routes });
	expect(totals.tagOffRate).toBeCloseTo(truth.totals.tapsWithAlighting / truth.totals.taps, 9);
	expect(sum(hours.map(({ boardings }) => boardings))).toBe(truth.totals.boardings);
	expect(sum(dataState.rejects.map(({ count }) => count))).toBe(sum(Object.values(truth.lines.garbage)));
});

it('what came late of the day before is that day’s own, and returns its sums', async () => {
	const { truth, taps } = generated({ taps: 2_000, dirt: { ...DIRTY, otherDay: 0.2 } });
	const bench = workBench();
	await bench.ingest(taps);
	await bench.analyse({ serviceDate: '2026-03-02', summaryOnly: true });
	const { transferTaps, ...sums } = (await lakeSums(bench, '2026-03-02')).totals;
	expect({ ...sums, transferTaps, routes: undefined }).toEqual({ ...truth.otherDays['2026-03-02'], routes: undefined });
});
