import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readSeoulMonth } from '../../../sandbox/transit/seoul-month.mts';
import { fittedRoutes, generateSeoulDay } from '../../../sandbox/transit/seoul-day.mts';
import { cellsOf } from '../../../sandbox/transit/truth.mts';
import { hourOf, rowsOf, timeOf } from './read-back.ts';

const data = join(process.cwd(), '..', 'shared', 'data');
const present = existsSync(data);

describe('the reader of a month of Seoul', () => {
	const counts = (first: number) => Array.from({ length: 48 }, (_, index) => (index === 0 ? first : index)).join(',');

	it('takes rows with commas in names, a stray quote and no header, and adds up repeated keys', () => {
		const text = [
			`"사용년월,노선번호,노선명,버스정류장ARS번호,역명,00시승차총승객수"`,
			`202203,110,110번(A,고려대방향,정릉~정릉),08001,정릉입구,${counts(3)}`,
			`202203,110,110번(A,고려대방향,정릉~정릉),08001,정릉입구,${counts(4)}`,
			`202203,7,7번(가~나),~,다리,가상,${counts(5)}"`,
		].join('\n');
		expect(readSeoulMonth(text).map(({ route, ars, name, on, off }) => [route, ars, name, on[0], on[1], off[0], off[23]])).toEqual([
			['110', '08001', '정릉입구', 7, 4, 2, 94],
			['7', '~', '다리,가상', 5, 2, 1, 47],
		]);
	});
});

(present ? describe : describe.skip)(`a day fitted to the real Seoul table${present ? '' : ' (left out: ../shared/data is absent)'}`, () => {
	const folder = mkdtempSync(join(tmpdir(), 'seoul-'));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it('has the cells of the table, person for person, in the files it writes', () => {
		const fitted = fittedRoutes(data, '2022_01');
		expect(fitted.map(({ name }) => name)).toEqual(['130', '140', '143', '150', '272', '340']);
		const truth = generateSeoulDay({ folder, day: '2026-03-03', data, masters: false });
		const { rows } = rowsOf(folder, truth);
		const found = new Map<string, number>();
		const add = (key: string) => found.set(key, (found.get(key) ?? 0) + 1);
		for (const row of rows) {
			add(`${row.route} on ${hourOf(timeOf(row, 'boarded'))}`);
			if (timeOf(row, 'alighted') !== '') add(`${row.route} off ${hourOf(timeOf(row, 'alighted'))}`);
			expect(timeOf(row, 'alighted') === '' || timeOf(row, 'alighted') > timeOf(row, 'boarded')).toBe(true);
		}
		const byCell = new Map([...cellsOf(truth)].map(({ route, stop, hour, boardings, alightings }) => [`${route} ${stop} ${hour}`, [boardings, alightings]]));
		let cells = 0;
		for (const { name, stops, cells: due } of fitted) {
			const route = `11110${name}`;
			for (let hour = 4; hour < 28; hour += 1) {
				for (const kind of ['on', 'off'] as const) {
					const wanted = due[kind].reduce((sum, hours) => sum + (hours[hour - 4] ?? 0), 0);
					expect(found.get(`${route} ${kind} ${hour}`) ?? 0).toBe(wanted);
				}
			}
			cells += due.on.flat().filter((persons, index) => persons > 0 || (due.off.flat()[index] ?? 0) > 0).length;
			expect(stops.length).toBe(due.on.length);
		}
		expect(byCell.size).toBe(cells);
		expect(truth.totals.boardings).toBe(fitted.flatMap(({ cells: due }) => due.on.flat()).reduce((sum, persons) => sum + persons, 0));
		expect(truth.totals.alightings).toBe(fitted.flatMap(({ cells: due }) => due.off.flat()).reduce((sum, persons) => sum + persons, 0));
	}, 60_000);

	it('is a share of the month that is off by less than half a person a day and route', () => {
		for (const { stops, cells } of fittedRoutes(data, '2022_02')) {
			const month = stops.flatMap(({ on }) => on).reduce((sum, persons) => sum + persons, 0);
			const day = cells.on.flat().reduce((sum, persons) => sum + persons, 0);
			expect(Math.abs(month / 28 - day)).toBeLessThanOrEqual(0.5);
		}
	});
});
