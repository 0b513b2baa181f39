import fc from 'fast-check';

import { iconv } from '../../../../lib/vendor/iconv-lite';
import { cells, DAY, openBench, row } from './support';

/** A line of a file, what must become of it, and how many riders it carries. */
interface Line {
	text: string;
	fate: 'kept' | 'rejected' | 'blank';
	riders: number;
}

const two = (value: number) => String(value).padStart(2, '0');
const time = fc.tuple(fc.integer({ min: 4, max: 23 }), fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 59 })).map(([h, m, s]) => `20260302${two(h)}${two(m)}${two(s)}`);
const good: fc.Arbitrary<Line> = fc
	.record({
		boarded: time,
		alighted: fc.oneof({ weight: 12, arbitrary: time }, { weight: 4, arbitrary: fc.constantFrom('~', '') }, { weight: 1, arbitrary: fc.constant('20260302') }),
		riders: fc.integer({ min: 1, max: 100 }),
		card: fc.stringMatching(/^[0-9]{16}$/),
		plate: fc.constantFrom('경기70바1234', '~', '뷁12사9999', ''),
		serial: fc.stringMatching(/^[0-9]{12}$/),
	})
	.map(({ boarded, alighted, riders, card, plate, serial }) => ({ text: cells(row({ boarded, alighted, riders: String(riders), card, plate, serial })).join(','), fate: 'kept', riders }));
const bad: fc.Arbitrary<Line> = fc
	.oneof(
		fc.constantFrom('x', '1,2,3', '쓰레기 줄', ',,,', ','.repeat(30)),
		fc.constantFrom({ boarded: '~' }, { boarded: '99999999999999' }, { riders: '0' }, { riders: '101' }, { riders: '-1' }, { boarded: '20250101080000' }).map((change) => cells(row(change)).join(',')),
	)
	.map((text) => ({ text, fate: 'rejected', riders: 0 }));
const blank = fc.constant<Line>({ text: '', fate: 'blank', riders: 0 });
const line = fc.oneof({ weight: 30, arbitrary: good }, { weight: 3, arbitrary: bad }, { weight: 1, arbitrary: blank });
const solid: Line[] = Array.from({ length: 40 }, () => ({ text: cells(row({ alighted: '~' })).join(','), fate: 'kept', riders: 1 }));

it('every line is kept under its number, rejected under its number, or a repeat; no rider is lost or made up', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(line, { minLength: 1, maxLength: 120 }),
			fc.array(fc.nat(), { maxLength: 10 }),
			fc.constantFrom('\n', '\r\n'),
			fc.constantFrom('utf8', 'cp949'),
			fc.boolean(),
			async (some, repeats, end, encoding, endsWithNewline) => {
				const lines = [...solid, ...some];
				for (const at of repeats) lines.push(lines[at % lines.length] ?? { text: '', fate: 'blank', riders: 0 });
				const text = lines.map((one) => one.text).join(end) + (endsWithNewline ? end : '');
				const seen = new Set<string>();
				const fates = lines.map((one) => {
					const isRepeat = one.fate === 'kept' && seen.has(one.text);
					seen.add(one.text);
					return isRepeat ? 'repeat' : one.fate;
				});
				const numbers = (fate: string) => fates.flatMap((one, index) => (one === fate ? [index + 1] : []));
				const bench = await openBench();
				try {
					const { source } = await bench.ingest([await bench.file('a.csv', iconv.encode(text, encoding))], { rejectLimitShare: 1 });
					const taps = await bench.taps<{ line: number; riders: number }>(DAY, 'line, riders');
					expect(taps).toEqual(numbers('kept').map((number) => ({ line: number, riders: lines[number - 1]?.riders })));
					const rejected = source.rejectsFile ? await bench.engine.rows<{ line: number }>(`SELECT line FROM read_parquet('${bench.lake.path(source.rejectsFile)}') ORDER BY line`) : [];
					expect(rejected.map((one) => one.line)).toEqual(numbers('rejected'));
					expect(source).toMatchObject({ read: lines.length - numbers('blank').length, kept: taps.length, rejected: rejected.length, duplicates: numbers('repeat').length });
				} finally {
					await bench.close();
				}
			},
		),
		{ numRuns: 12, endOnFailure: true },
	);
}, 120_000);

it('line numbers hold in a file that the reader takes in several pieces', async () => {
	const bench = await openBench();
	try {
		const lines = Array.from({ length: 60_000 }, (_, index) => (index % 997 === 500 ? 'x,y' : cells(row({ distance: String(index + 1), alighted: '~' })).join(',')));
		const { source } = await bench.ingest([await bench.file('a.csv', `${lines.join('\n')}\n`)]);
		expect(source).toMatchObject({ read: 60_000, rejected: 60 });
		const [file = ''] = bench.lake.tapFiles(DAY);
		expect(await bench.engine.rows(`SELECT count(*) FILTER (WHERE line <> distance_m) AS wrong, count(*) AS taps FROM read_parquet('${file}', hive_partitioning = false)`)).toEqual([{ wrong: 0, taps: 59_940 }]);
	} finally {
		await bench.close();
	}
}, 60_000);
