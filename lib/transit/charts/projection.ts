export interface Place {
	longitude: number;
	latitude: number;
	/** How much the place counts when the frame is chosen. */
	weight: number;
}

export interface MapFrame {
	x: (longitude: number) => number;
	y: (latitude: number) => number;
	/** Height that the area needs at the width asked for. */
	height: number;
	metresPerUnit: number;
	holds: (place: Place) => boolean;
}

const METRES_PER_DEGREE = 111_320;
/** Share of the weight on each side that may lie outside the frame: routes that end in far cities do not shrink the own one. */
const OUTSIDE = 0.005;

/** Coordinates in or around Korea; zeros and exchanged axes are not. */
export const isInKorea = ({ longitude, latitude }: Pick<Place, 'longitude' | 'latitude'>): boolean =>
	longitude >= 124 && longitude <= 132 && latitude >= 33 && latitude <= 39;

function span(places: readonly Place[], of: (place: Place) => number): [number, number] {
	const sorted = [...places].sort((one, other) => of(one) - of(other));
	const total = sorted.reduce((sum, place) => sum + place.weight, 0);
	let [low, high] = [of(sorted[0] ?? { longitude: 127, latitude: 37, weight: 0 }), of(sorted.at(-1) ?? { longitude: 127, latitude: 37, weight: 0 })];
	let before = 0;
	for (const place of sorted) {
		if (before <= total * OUTSIDE) low = of(place);
		before += place.weight;
		if (before >= total * (1 - OUTSIDE)) {
			high = of(place);
			break;
		}
	}
	return [low, high];
}

/**
 * A flat frame (true to scale at its middle latitude) around nearly all the weight of the places, `width` wide and
 * between `least` and `most` high.
 */
export function frameAround(places: readonly Place[], width: number, least: number, most: number): MapFrame {
	const [west, east] = span(places, (place) => place.longitude);
	const [south, north] = span(places, (place) => place.latitude);
	const [middleX, middleY] = [(west + east) / 2, (south + north) / 2];
	const shrink = Math.cos((middleY * Math.PI) / 180);
	const metresWide = Math.max(500, (east - west) * METRES_PER_DEGREE * shrink) * 1.1;
	const metresHigh = Math.max(500, (north - south) * METRES_PER_DEGREE) * 1.1;
	const metresPerUnit = Math.max(metresWide / width, metresHigh / most);
	const height = Math.round(Math.min(most, Math.max(least, metresHigh / metresPerUnit)));
	const x = (longitude: number) => width / 2 + ((longitude - middleX) * METRES_PER_DEGREE * shrink) / metresPerUnit;
	const y = (latitude: number) => height / 2 - ((latitude - middleY) * METRES_PER_DEGREE) / metresPerUnit;
	const holds = (place: Place) => x(place.longitude) >= 0 && x(place.longitude) <= width && y(place.latitude) >= 0 && y(place.latitude) <= height;
	return { x, y, height, metresPerUnit, holds };
}
