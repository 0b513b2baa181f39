import { national, openBench, row, cells, DAY, type Bench, type NationalRow } from './support';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(async () => await bench.close());

const ingestRows = async (rows: readonly Partial<NationalRow>[], request = {}) => await bench.ingest([await bench.file(`f${rows.length}.csv`, national(rows))], request);

describe('a row in the lake', () => {
	it('has the columns of the contract, with keys qualified by firm and region and zeros kept', async () => {
		await ingestRows([{}]);
		expect(await bench.taps()).toEqual([
			{
				service_date: DAY, file_no: 0, line: 1, card: expect.anything(), transaction: expect.anything(), user_type: 'adult', mode: 'bus', mode_code: '500',
				route_key: '2:41:241000010', vehicle_key: '2:41:141000001', vehicle_plate: '경기70아1234', operator: null,
				run_departed_at: '2026-03-02 07:30:00', run_ended_at: '2026-03-02 09:00:00', boarded_at: '2026-03-02 08:15:00', boarding_stop: '2:41:0410001',
				alighted_at: '2026-03-02 08:35:00', alighting_stop: '2:41:0410009', alighting_issue: null, transfers: 0, riders: 1, distance_m: 5400, ride_seconds: 1200,
			},
		]);
	});

	it('never merges the same local stop of two firms', async () => {
		await ingestRows([{ firm: '2' }, { firm: '3' }]);
		expect(await bench.taps(DAY, 'boarding_stop')).toEqual([{ boarding_stop: '2:41:0410001' }, { boarding_stop: '3:41:0410001' }]);
	});

	it('reads "~" and nothing as null', async () => {
		await ingestRows([{ plate: '~', transfers: '', distance: '~', route: '~', vehicle: '' }]);
		expect(await bench.taps(DAY, 'vehicle_plate, transfers, distance_m, route_key, vehicle_key')).toEqual([
			{ vehicle_plate: null, transfers: null, distance_m: null, route_key: null, vehicle_key: null },
		]);
	});

	it('weighs by riders', async () => {
		await ingestRows([{ riders: '3' }, { riders: '100' }, { riders: '' }]);
		expect(await bench.taps(DAY, 'riders')).toEqual([{ riders: 3 }, { riders: 100 }, { riders: 1 }]);
	});

	const DAYS: readonly [string, string, string][] = [
		['just before four', '20260302035959', '2026-03-01'],
		['at four', '20260302040000', '2026-03-02'],
		['four seconds past midnight on a run that left the day before', '20260303000004', '2026-03-02'],
		['just before four the next day', '20260303035959', '2026-03-02'],
		['at four the next day', '20260303040000', '2026-03-03'],
	];
	it.each(DAYS)('boarded %s is of operating day %s → %s', async (_, boarded, serviceDate) => {
		const { source, changedDays } = await ingestRows([{}, {}, {}, { boarded, alighted: '~', alightingStop: '~' }]);
		expect(source.files.map(({ serviceDate: day }) => day)).toContain(serviceDate);
		expect(changedDays).toEqual([...new Set([DAY, serviceDate])].sort());
		expect(await bench.taps(serviceDate, 'boarded_at, service_date')).toContainEqual({ boarded_at: expect.anything(), service_date: serviceDate });
	});

	const ALIGHTINGS: readonly [string, Partial<NationalRow>, string | null, string | null][] = [
		['after boarding holds', { alighted: '20260302081501' }, '2026-03-02 08:15:01', null],
		['at the moment of boarding counts as missing', { alighted: '20260302081500' }, null, 'notAfterBoarding'],
		['before boarding counts as missing', { alighted: '20260302081000' }, null, 'notAfterBoarding'],
		['that was not tapped is missing', { alighted: '~', alightingStop: '~' }, null, 'none'],
		['more than six hours later cannot be', { alighted: '20260302141501' }, null, 'tooLong'],
		['exactly six hours later is kept', { alighted: '20260302141500' }, '2026-03-02 14:15:00', null],
		['that cannot be read is missing', { alighted: '20260302ABCD00' }, null, 'unreadable'],
	];
	it.each(ALIGHTINGS)('an alighting %s', async (_, change, alighted_at, alighting_issue) => {
		await ingestRows([...Array.from({ length: 20 }, () => ({})), change]);
		const taps = await bench.taps<{ alighting_stop: unknown }>(DAY, 'alighted_at, alighting_issue, alighting_stop');
		expect(taps.at(-1)).toEqual({ alighted_at, alighting_issue, alighting_stop: alighted_at === null ? null : '2:41:0410009' });
	});
});

describe('codes', () => {
	it('are told with and without leading zeros; unknown ones are counted and never guessed', async () => {
		const { warnings } = await ingestRows([{ userType: '04' }, { userType: '5', mode: '232' }, { userType: '7', mode: '999' }]);
		expect(await bench.taps(DAY, 'user_type, mode')).toEqual([
			{ user_type: 'senior', mode: 'bus' },
			{ user_type: 'disabled', mode: 'rail' },
			{ user_type: 'unknown', mode: 'unknown' },
		]);
		expect(warnings).toEqual([expect.stringMatching(/이용자 구분.*'7' 1건/), expect.stringMatching(/교통수단.*'999' 1건/)]);
	});

	it('of a city replace those of the package for one firm', async () => {
		const codes = { userTypes: { rules: [{ firm: '3', table: 'jeju' }] } };
		await ingestRows([{ userType: '6' }, { firm: '3', userType: '6' }], { codes });
		expect(await bench.taps(DAY, 'user_type')).toEqual([{ user_type: 'unknown' }, { user_type: 'senior' }]);
	});
});

describe('card pseudonyms', () => {
	const card = { card: '9010999988887777' };

	it('are the same within a service date and others on the next, and depend on the key', async () => {
		await ingestRows([card, { ...card, boarded: '20260302180000', alighted: '20260302190000' }, {}]);
		await bench.ingest([await bench.file('next.csv', national([{ ...card, boarded: '20260303081500', alighted: '20260303082500' }]))], { feedDay: '2026-03-03', sourceId: '2026-03-03' });
		const [first, second, other] = await bench.taps<{ card: string }>(DAY, 'card::VARCHAR AS card');
		const [next] = await bench.taps<{ card: string }>('2026-03-03', 'card::VARCHAR AS card');
		expect(second?.card).toBe(first?.card);
		expect(other?.card).not.toBe(first?.card);
		expect(next?.card).not.toBe(first?.card);
		const again = await bench.ingest([await bench.file('again.csv', national([card]))], { cardKey: Buffer.alloc(32, 8) });
		expect(again.changedDays).toEqual([DAY]);
		expect((await bench.taps<{ card: string }>(DAY, 'card::VARCHAR AS card'))[0]?.card).not.toBe(first?.card);
	});

	it('are null where there is no card', async () => {
		await ingestRows([{ card: '~' }, {}]);
		expect((await bench.taps(DAY, 'card IS NULL AS missing')).map(({ missing }) => missing)).toEqual([true, false]);
	});
});

describe('rows that repeat', () => {
	it('an earlier one in every column are dropped and counted, over files too', async () => {
		const [one, two] = [row(), row()].map((each) => cells(each).join(','));
		const files = [await bench.file('a.csv', `${one}\n${two}\n${one}\n`), await bench.file('b.csv', `${two}\n${two}\n${cells(row()).join(',')}\n`)];
		const { source } = await bench.ingest(files);
		expect(source).toMatchObject({ read: 6, kept: 3, duplicates: 3, rejected: 0 });
		expect(await bench.taps(DAY, 'file_no, line')).toEqual([{ file_no: 0, line: 1 }, { file_no: 0, line: 2 }, { file_no: 1, line: 3 }]);
	});

	it('but for a column that nothing uses stay', async () => {
		const { source } = await ingestRows([{ serial: '1' }, { serial: '2' }]);
		expect(source).toMatchObject({ kept: 2, duplicates: 0 });
	});
});
