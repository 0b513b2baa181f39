import { gyeonggiLevel, levelNote, overCapacity, overSeats, seoulLevel, type BusSize } from '../../../../lib/transit/judge/crowding-levels';

const large: BusSize = { busSize: 'large', seats: 26, capacity: 55, seatedExpress: false };
const express: BusSize = { busSize: 'large', seats: 45, capacity: 45, seatedExpress: true };

describe('Gyeonggi’s four levels', () => {
	test.each([
		[0, '여유'], [25, '여유'], [26, '보통'], [40, '보통'], [41, '혼잡'], [55, '혼잡'], [56, '매우혼잡'], [90, '매우혼잡'],
		[25.4, '여유'], [25.5, '보통'], [55.4, '혼잡'], [55.5, '매우혼잡'],
	])('of %d persons on a large bus: %s', (persons, level) => {
		expect(gyeonggiLevel(persons, large)).toBe(level);
	});

	test.each([
		['unknown size', { ...large, busSize: null }, '차량 크기 미등록으로 인원만 표시함'],
		['a medium bus', { ...large, busSize: 'medium' as const, capacity: 38 }, '중·소형 차량의 판정 기준이 없어 인원만 표시함'],
		['a small bus', { ...large, busSize: 'small' as const, capacity: 15 }, '중·소형 차량의 판정 기준이 없어 인원만 표시함'],
		['a large bus of another capacity', { ...large, capacity: 70 }, '정원 55명 대형버스 기준을 쓸 수 없어 인원만 표시함'],
		['a seated express bus', express, '좌석형 노선으로 좌석 초과 인원으로 판단함'],
		['a seated express bus without seats', { ...express, seats: null }, '좌석형 노선이나 좌석 수 미등록으로 인원만 표시함'],
	])('are 판정 불가 for %s, with the reason', (_, bus, note) => {
		expect(gyeonggiLevel(60, bus)).toBe('판정 불가');
		expect(levelNote(60, bus)).toBe(note);
	});

	test('are 판정 불가 without a load', () => {
		expect(gyeonggiLevel(null, large)).toBe('판정 불가');
		expect(levelNote(null, large)).toBe('하차 자료가 부족하여 재차인원을 계산하지 않음');
	});

	test('of a large bus whose capacity is not registered are those of 55', () => {
		expect(gyeonggiLevel(56, { ...large, capacity: null })).toBe('매우혼잡');
		expect(levelNote(56, { ...large, capacity: null })).toBe('');
	});
});

describe('Seoul’s three levels', () => {
	test.each([
		[55, 55, '여유'], [56, 55, '보통'], [82, 55, '보통'], [83, 55, '혼잡'],
		[26, 26, '여유'], [27, 26, '보통'], [39, 26, '보통'], [40, 26, '혼잡'],
	])('of %d persons on %d seats: %s', (persons, seats, level) => {
		expect(seoulLevel(persons, { ...large, seats })).toBe(level);
	});

	test.each([[{ ...large, seats: null }], [{ ...large, seats: 0 }], [express]])('are 판정 불가 without seats and on seated express buses', (bus) => {
		expect(seoulLevel(40, bus)).toBe('판정 불가');
	});
});

describe('persons over the seats', () => {
	test.each([[44, 0], [45, 0], [46, 1], [60.4, 15]])('%d on 45 seats: %d', (persons, over) => {
		expect(overSeats(persons, express)).toBe(over);
	});

	test('are said of seated express buses alone', () => {
		expect(overSeats(60, large)).toBeNull();
		expect(overSeats(null, express)).toBeNull();
		expect(overSeats(60, { ...express, seats: null })).toBeNull();
	});
});

test('a share of the capacity is never said of seated express buses, nor without a capacity', () => {
	expect(overCapacity(66, large)).toBe(1.2);
	expect(overCapacity(54, express)).toBeNull();
	expect(overCapacity(54, { ...large, capacity: null })).toBeNull();
	expect(overCapacity(54, { ...large, capacity: 0 })).toBeNull();
	expect(overCapacity(null, large)).toBeNull();
});
