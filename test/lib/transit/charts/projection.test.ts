import { frameAround, isInKorea } from '../../../../lib/transit/charts/projection';

const KILOMETRE_NORTH = 1 / 111.32;
const town = Array.from({ length: 200 }, (_, index) => ({ longitude: 127.03 + (index % 20) * 0.003, latitude: 37.7 + Math.floor(index / 20) * 0.005, weight: 50 }));

describe('the frame of the stop map', () => {
	it('is true to scale in both directions', () => {
		const frame = frameAround(town, 800, 400, 900);
		const tall = frame.y(37.7) - frame.y(37.7 + KILOMETRE_NORTH);
		const wide = frame.x(127.03 + KILOMETRE_NORTH / Math.cos((37.7225 * Math.PI) / 180)) - frame.x(127.03);
		expect(tall * frame.metresPerUnit).toBeCloseTo(1_000, 3);
		expect(wide).toBeCloseTo(tall, 1);
	});

	it('has north above and east to the right', () => {
		const frame = frameAround(town, 800, 400, 900);
		expect(frame.y(37.75)).toBeLessThan(frame.y(37.7));
		expect(frame.x(127.05)).toBeGreaterThan(frame.x(127.03));
	});

	it('does not shrink the town for a few stops far away', () => {
		const far = { longitude: 129.07, latitude: 35.18, weight: 3 };
		const frame = frameAround([...town, far], 800, 400, 900);
		expect(frame.metresPerUnit).toBeCloseTo(frameAround(town, 800, 400, 900).metresPerUnit, 1);
		expect(frame.holds(far)).toBe(false);
		expect(town.every(frame.holds)).toBe(true);
	});

	it('draws a single stop in the middle', () => {
		const frame = frameAround([{ longitude: 127, latitude: 37.7, weight: 1 }], 800, 400, 900);
		expect([frame.x(127), frame.y(37.7)]).toEqual([400, frame.height / 2]);
	});

	it.each([
		['의정부', 127.04, 37.74, true],
		['no coordinates', 0, 0, false],
		['axes exchanged', 37.74, 127.04, false],
	])('knows %s', (_, longitude, latitude, expected) => expect(isInKorea({ longitude, latitude })).toBe(expected));
});
