import { busModel } from '../../../support/bus-model';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('the hand-made report model', () => {
	const model = busModel();

	test('agrees with itself in every sum of boardings', () => {
		expect(sum(model.routes.map((row) => row.boardings))).toBe(model.totals.boardings);
		expect(sum(model.routeHours.map((row) => row.boardings))).toBe(model.totals.boardings);
		expect(sum(model.hours.map((row) => row.boardings))).toBe(model.totals.boardings);
		expect(sum(model.stops.map((row) => row.totalBoardings))).toBe(model.totals.boardings);
		expect(sum(model.profiles.map((row) => row.boardings))).toBe(model.totals.boardings);
		expect(sum(model.areas.dongs.map((row) => row.boardings))).toBe(model.totals.boardings);
	});

	test('has every kind of candidate, both stages and every Gyeonggi level', () => {
		expect(new Set(model.candidates.map((row) => row.kind)).size).toBe(6);
		expect(new Set(model.candidates.map((row) => row.stage)).size).toBe(2);
		expect([...new Set(model.crowding.map((row) => row.gyeonggi))].sort()).toEqual(['매우혼잡', '보통', '여유', '판정 불가', '혼잡'].sort());
	});

	test('ends every direction with an empty bus', () => {
		const last = model.profiles.filter((row, index) => model.profiles[index + 1]?.direction !== row.direction || model.profiles[index + 1]?.routeKey !== row.routeKey);
		expect(last.map((row) => row.meanLoad.estimated)).toEqual(last.map(() => 0));
	});
});
