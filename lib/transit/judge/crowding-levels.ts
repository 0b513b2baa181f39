import type { GyeonggiLevel, SeoulLevel } from '../model';
import table from './crowding-levels.json';

/** What must be known of a bus to judge its crowding. */
export interface BusSize {
	busSize: 'large' | 'medium' | 'small' | null;
	seats: number | null;
	capacity: number | null;
	/** Standing is barred: persons over seats count, never a percentage. */
	seatedExpress: boolean;
}

/**
 * Gyeonggi's four levels of passenger information for a large bus of 55: up to 25 persons 여유, 40 보통, 55 혼잡, above
 * 매우혼잡. Loads are rounded to whole persons first. 판정 불가 for other sizes (their table is not published), for an unknown
 * size and for seated express buses. Source: crowding-levels.json.
 */
export function gyeonggiLevel(persons: number | null, bus: BusSize): GyeonggiLevel {
	if (persons === null || bus.seatedExpress || bus.busSize !== 'large') return '판정 불가';
	if (bus.capacity !== null && bus.capacity !== table.gyeonggi.capacity) return '판정 불가';
	const whole = Math.round(persons);
	if (whole <= table.gyeonggi.relaxedUpTo) return '여유';
	if (whole <= table.gyeonggi.normalUpTo) return '보통';
	return whole <= table.gyeonggi.crowdedUpTo ? '혼잡' : '매우혼잡';
}

/**
 * Seoul's three levels since November 2024: up to the seats 여유, up to 1.5 times the seats 보통, above 혼잡.
 * 판정 불가 without seats and for seated express buses. Source: crowding-levels.json.
 */
export function seoulLevel(persons: number | null, bus: BusSize): SeoulLevel {
	if (persons === null || bus.seatedExpress || bus.seats === null || bus.seats <= 0) return '판정 불가';
	const whole = Math.round(persons);
	if (whole <= bus.seats) return '여유';
	return whole <= bus.seats * table.seoul.normalUpToSeats ? '보통' : '혼잡';
}

/** Persons over the seats of a seated express bus; null on other buses and where the seats are not known. */
export function overSeats(persons: number | null, bus: BusSize): number | null {
	if (persons === null || !bus.seatedExpress || bus.seats === null) return null;
	return Math.max(0, Math.round(persons) - bus.seats);
}

/** Persons over capacity as a share; null where it is not known, and on seated express buses, which go by persons over seats (practice.md 2.3). */
export function overCapacity(persons: number | null, bus: BusSize): number | null {
	return persons === null || bus.seatedExpress || bus.capacity === null || bus.capacity <= 0 ? null : persons / bus.capacity;
}

/** Why the Gyeonggi level is 판정 불가, in Korean; empty where it is not. */
export function levelNote(persons: number | null, bus: BusSize): string {
	if (persons === null) return '하차 자료가 부족하여 재차인원을 계산하지 않음';
	if (bus.seatedExpress) {
		return bus.seats === null ? '좌석형 노선이나 좌석 수 미등록으로 인원만 표시함' : '좌석형 노선으로 좌석 초과 인원으로 판단함';
	}
	if (bus.busSize === null) return '차량 크기 미등록으로 인원만 표시함';
	if (bus.busSize !== 'large') return '중·소형 차량의 판정 기준이 없어 인원만 표시함';
	if (bus.capacity !== null && bus.capacity !== table.gyeonggi.capacity) return `정원 ${table.gyeonggi.capacity}명 대형버스 기준을 쓸 수 없어 인원만 표시함`;
	return '';
}
