import type { IndicatorRow } from './answer';

/** Words of a code, as the service's guide has them. */
export interface Coded {
	code: number;
	name: string;
}

/** A bus on its way, by GBIS (경기도 버스위치정보 조회 v2). */
export interface BusPosition {
	routeId: string;
	routeTypeCode: number | null;
	vehicleId: string;
	plateNo: string | null;
	stationId: string | null;
	stationSequence: number | null;
	/** 교차로 통과, 정류소 도착, 정류소 출발. */
	state: Coded | null;
	/** Only for route types that report it; null also where the bus says nothing. */
	crowding: Coded | null;
	/** Only for route types with numbered seats; null also where the bus says nothing. */
	remainingSeats: number | null;
	vehicleKind: Coded | null;
	/** Hands-free fare: the order of taps and the stop are less certain. */
	tagless: boolean | null;
	/** As given by the service, Korean time. */
	queryTime: string | null;
}

/** `crowded` holds for these route types only (service guide; facts 2.6). */
const CROWDED_TYPES: ReadonlySet<number> = new Set([13, 15, 23]);
/** `remainSeatCnt` holds for these route types only, those with seats for all. */
const SEAT_TYPES: ReadonlySet<number> = new Set([11, 12, 14, 16, 17, 21, 22]);

const CROWDING: Readonly<Record<number, string>> = { 1: '여유', 2: '보통', 3: '혼잡', 4: '매우혼잡' };
const STATE: Readonly<Record<number, string>> = { 0: '교차로 통과', 1: '정류소 도착', 2: '정류소 출발' };
const KIND: Readonly<Record<number, string>> = { 0: '일반버스', 1: '저상버스', 2: '2층버스', 5: '전세버스', 6: '예약버스', 7: '트롤리' };

/**
 * One row of `busLocationList`. `crowded` 0 and `remainSeatCnt` -1 mean that the bus says nothing; both fields hold numbers
 * without meaning for the route types that do not report them, and become null.
 */
export function busPosition(row: IndicatorRow, queryTime: string | null): BusPosition {
	const type = whole(row.routeTypeCd);
	const seats = whole(row.remainSeatCnt);
	const tagless = whole(row.taglessCd);
	return {
		routeId: text(row.routeId) ?? '',
		routeTypeCode: type,
		vehicleId: text(row.vehId) ?? '',
		plateNo: text(row.plateNo),
		stationId: text(row.stationId),
		stationSequence: whole(row.stationSeq),
		state: coded(row.stateCd, STATE),
		crowding: type !== null && CROWDED_TYPES.has(type) ? coded(row.crowded, CROWDING) : null,
		remainingSeats: type !== null && SEAT_TYPES.has(type) && seats !== null && seats >= 0 ? seats : null,
		vehicleKind: coded(row.lowPlate, KIND),
		tagless: tagless === null ? null : tagless === 1,
		queryTime,
	};
}

function text(value: string | number | null | undefined): string | null {
	const out = value === null || value === undefined ? '' : String(value).trim();
	return out === '' ? null : out;
}

function whole(value: string | number | null | undefined): number | null {
	const out = text(value);
	return out !== null && /^-?\d{1,9}$/.test(out) ? Number(out) : null;
}

function coded(value: string | number | null | undefined, names: Readonly<Record<number, string>>): Coded | null {
	const code = whole(value);
	const name = code === null ? undefined : names[code];
	return code === null || name === undefined ? null : { code, name };
}
