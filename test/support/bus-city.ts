/** A pretend city for hand-made bus reports: 40 stops, 8 dong, 12 routes. Nothing here is computed from taps. */
export interface PretendStop {
	stopKey: string;
	stopName: string;
	arsNo: string;
	dong: number;
	longitude: number | null;
	latitude: number | null;
}

export interface PretendRoute {
	routeKey: string;
	routeName: string;
	routeType: string;
	operator: string;
	licensingAuthority: string;
	/** Persons a day in both directions, roughly. */
	daily: number;
	/** Stops of one direction, as numbers of STOPS; the way back is the reverse. */
	stops: number[];
	runsPerDirection: number;
	licensedRuns: number | null;
	licensedUnit: 'oneWay' | 'roundTrip' | null;
	busSize: 'large' | 'medium' | 'small' | null;
	seats: number | null;
	capacity: number | null;
	seatedExpress: boolean;
	/** Boardings against the usual day. */
	change: number;
}

export const DONGS = [
	{ code: '4199051000', name: '중앙1동', zone: '중앙권', population: 31_204 },
	{ code: '4199052000', name: '중앙2동', zone: '중앙권', population: 27_881 },
	{ code: '4199053000', name: '호수1동', zone: '호수권', population: 36_540 },
	{ code: '4199054000', name: '호수2동', zone: '호수권', population: 41_987 },
	{ code: '4199055000', name: '솔뫼동', zone: '북부권', population: 19_452 },
	{ code: '4199056000', name: '북산동', zone: '북부권', population: 12_318 },
	{ code: '4199057000', name: '새터동', zone: '동부권', population: 48_770 },
	{ code: '4199058000', name: '장터동', zone: '동부권', population: 22_065 },
] as const;

const STOP_NAMES = [
	'중앙역.버스환승센터', '시청.시의회', '중앙시장', '제일은행사거리', '경찰서앞', '중앙초등학교', '보건소', '문화예술회관',
	'호수역1번출구', '호수공원정문', '호수마을1단지', '호수마을3단지', '호수중학교', '법원.검찰청', '호수2동행정복지센터', '가온병원',
	'솔뫼입구', '솔뫼마을회관', '솔뫼초등학교', '군부대앞', '북산삼거리', '북산종점', '북산리', '약수터입구',
	'새터역', '새터지구중앙', '새터지구5단지', '새터지구8단지', '새터고등학교', '새터도서관', '물류단지', '차고지',
	'장터사거리', '장터시장', '장터우체국', '농협앞', '체육관', '고속도로입구', '환승주차장', '강변북로(경유)',
];

/** Stops lie in blocks of five per dong, spread around 37.74 N, 127.05 E; the last one has no coordinates. */
export const STOPS: PretendStop[] = STOP_NAMES.map((stopName, index) => {
	const dong = Math.floor(index / 5);
	const column = dong % 4;
	const row = Math.floor(dong / 4);
	const within = index % 5;
	const placed = index < STOP_NAMES.length - 1;
	return {
		stopKey: `01:31:${String(219_000_101 + index * 7)}`,
		stopName,
		arsNo: `07${String(101 + index).padStart(3, '0')}`,
		dong,
		longitude: placed ? round6(127.02 + column * 0.021 + within * 0.0037 + (index % 3) * 0.0011) : null,
		latitude: placed ? round6(37.722 + row * 0.024 + ((within * 7) % 5) * 0.0042) : null,
	};
});

function round6(value: number): number {
	return Math.round(value * 1e6) / 1e6;
}

const path = (...parts: [number, number][]): number[] =>
	parts.flatMap(([from, to]) => Array.from({ length: Math.abs(to - from) + 1 }, (_, step) => (to > from ? from + step : from - step)));

const large = { busSize: 'large', seats: 26, capacity: 55, seatedExpress: false } as const;
const medium = { busSize: 'medium', seats: 20, capacity: 38, seatedExpress: false } as const;
const express = { busSize: 'large', seats: 45, capacity: 45, seatedExpress: true } as const;
const unknownSize = { busSize: null, seats: null, capacity: null, seatedExpress: false } as const;

const route = (id: string, routeName: string, routeType: string, operator: string, licensingAuthority: string): Pick<PretendRoute, 'routeKey' | 'routeName' | 'routeType' | 'operator' | 'licensingAuthority'> => ({
	routeKey: `01:31:${id}`,
	routeName,
	routeType,
	operator,
	licensingAuthority,
});

export const ROUTES: PretendRoute[] = [
	{ ...route('234000011', '1', '일반형시내버스', '가온운수', '시'), ...large, daily: 14_800, stops: path([0, 15]), runsPerDirection: 92, licensedRuns: 95, licensedUnit: 'roundTrip', change: 0.02 },
	{ ...route('234000012', '1-1', '일반형시내버스', '가온운수', '시'), ...large, daily: 9_300, stops: path([0, 4], [24, 30]), runsPerDirection: 64, licensedRuns: 64, licensedUnit: 'roundTrip', change: 0.31 },
	{ ...route('234000023', '23', '일반형시내버스', '한별여객', '시'), ...large, daily: 11_650, stops: path([24, 39]), runsPerDirection: 78, licensedRuns: 160, licensedUnit: 'oneWay', change: -0.01 },
	{ ...route('234000037', '37', '일반형시내버스', '한별여객', '시'), ...large, daily: 6_120, stops: path([8, 20]), runsPerDirection: 48, licensedRuns: 50, licensedUnit: 'roundTrip', change: -0.24 },
	{ ...route('234000072', '72', '일반형시내버스', '가온운수', '타 시·군 협의'), ...large, daily: 8_450, stops: path([32, 38], [5, 9]), runsPerDirection: 55, licensedRuns: 57, licensedUnit: null, change: 0.04 },
	{ ...route('234000106', '106', '간선버스(서울)', '서울동북교통', '타 시·군 협의'), ...unknownSize, daily: 10_900, stops: path([0, 11]), runsPerDirection: 84, licensedRuns: null, licensedUnit: null, change: 0.01 },
	{ ...route('234000205', '마을 05', '마을버스', '솔뫼마을버스', '시'), ...medium, daily: 2_310, stops: path([16, 23]), runsPerDirection: 36, licensedRuns: 36, licensedUnit: 'roundTrip', change: -0.06 },
	{ ...route('234000206', '마을 06', '마을버스', '솔뫼마을버스', '시'), ...medium, daily: 940, stops: path([20, 23], [16, 19]), runsPerDirection: 22, licensedRuns: 24, licensedUnit: 'roundTrip', change: -0.12 },
	{ ...route('234000208', '마을 08', '마을버스', '새터마을버스', '시'), ...medium, daily: 3_480, stops: path([24, 31]), runsPerDirection: 52, licensedRuns: 52, licensedUnit: 'roundTrip', change: 0.09 },
	{ ...route('234001205', '1205', '직행좌석형시내버스', '한별여객', '도'), ...express, daily: 4_260, stops: [32, 33, 34, 36, 37, 38], runsPerDirection: 46, licensedRuns: 47, licensedUnit: 'roundTrip', change: 0.05 },
	{ ...route('234006000', 'G6000', '광역급행형시내버스', '경기광역교통', '대광위'), ...express, daily: 3_150, stops: [24, 25, 26, 37, 38], runsPerDirection: 34, licensedRuns: 35, licensedUnit: 'roundTrip', change: 0.17 },
	{ ...route('234000909', '심야 9', '일반형시내버스', '가온운수', '인가권자 확인 필요'), ...large, daily: 310, stops: path([0, 7]), runsPerDirection: 6, licensedRuns: 6, licensedUnit: 'roundTrip', change: 0 },
];
