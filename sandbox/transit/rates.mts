/** How riders of a day behave. Shares are of taps unless said otherwise. */
export interface RiderSettings {
	/** Of journeys with so many transfers a tap (환승건수), from 0: the capital region on 20 February 2025. */
	transferShares: readonly number[];
	/** Cards that make 1, 2, 3 and 4 journeys a day; with the transfers about 1.9 taps a card. */
	journeyShares: readonly number[];
	/** Taps of 1, 2, 3, 4 and 5 persons (다인승). */
	riderShares: readonly number[];
	/** Riders whose next journey does not begin where the last one ended. */
	chainBreakers: number;
	/** Journeys in peak hours and else, from 04:00 to 03:59. */
	hours: readonly number[];
}

/** What goes wrong in deliveries. Shares are of the day's taps. */
export interface DirtSettings {
	/** No alighting tapped. */
	missingAlighting: number;
	/** The whole row once more, every column the same. */
	duplicates: number;
	/** The row once more under a new serial number. */
	retransmissions: number;
	/** Alighting time not after boarding. */
	alightingBeforeBoarding: number;
	/** A boarding stop that no master knows. */
	unmatchedStop: number;
	/** Taps of the day before that are delivered today. */
	otherDay: number;
	/** Lines that are no tap at all. */
	garbage: number;
	/** Tapped off one stop too early. */
	earlyTagOff: number;
}

export const RIDERS: RiderSettings = {
	transferShares: [0.772, 0.196, 0.028, 0.0035, 0.0005],
	journeyShares: [0.57, 0.4, 0.023, 0.007],
	riderShares: [0.972, 0.021, 0.005, 0.0013, 0.0007],
	chainBreakers: 0.18,
	hours: [0.4, 2.2, 4.6, 7.6, 8.5, 5.9, 5, 4.9, 5.1, 5.2, 5.3, 5.6, 6.2, 7.4, 8.3, 6.1, 4.5, 3.8, 2.6, 1.4, 0.5, 0.1, 0, 0],
};

/** Rates found in Korean deliveries; `missingAlighting` ranges from 1 % (capital) to 70 % (Busan). */
export const DIRT: DirtSettings = {
	missingAlighting: 0.011,
	duplicates: 0.001,
	retransmissions: 0,
	alightingBeforeBoarding: 0.001,
	unmatchedStop: 0.003,
	otherDay: 0.002,
	garbage: 0.0003,
	earlyTagOff: 0.1,
};

export const NO_DIRT: DirtSettings = {
	missingAlighting: 0,
	duplicates: 0,
	retransmissions: 0,
	alightingBeforeBoarding: 0,
	unmatchedStop: 0,
	otherDay: 0,
	garbage: 0,
	earlyTagOff: 0,
};

/** Kinds of rider with their share and their codes in the national files and in Jeju's. */
export const USERS = [
	{ name: 'adult', korean: '일반', share: 0.832, code: '1', jeju: '1' },
	{ name: 'child', korean: '어린이', share: 0.008, code: '2', jeju: '2' },
	{ name: 'youth', korean: '청소년', share: 0.041, code: '3', jeju: '4' },
	{ name: 'senior', korean: '경로', share: 0.095, code: '4', jeju: '6' },
	{ name: 'disabled', korean: '장애인', share: 0.021, code: '5', jeju: '27' },
	{ name: 'veteran', korean: '국가유공자', share: 0.003, code: '6', jeju: '29' },
] as const;

/** Running sums for picking by share with one random number. */
export function cumulative(shares: ArrayLike<number>): Float64Array {
	const sums = new Float64Array(shares.length);
	let sum = 0;
	for (let index = 0; index < shares.length; index += 1) sums[index] = sum += shares[index] ?? 0;
	return sums;
}

/** The first place whose running sum exceeds `random` (in [0, 1)) of the whole. */
export function pickIndex(sums: Float64Array, random: number): number {
	const wanted = random * (sums[sums.length - 1] ?? 0);
	let low = 0;
	let high = sums.length - 1;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((sums[middle] ?? 0) > wanted) high = middle;
		else low = middle + 1;
	}
	return low;
}
