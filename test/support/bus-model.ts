import type {
	BusReportModel,
	Candidate,
	CrowdingRow,
	Direction,
	GyeonggiLevel,
	LoadRow,
	ObservedEstimated,
	ProfileRow,
	RouteHourRow,
	RouteRow,
	SeoulLevel,
	StopHourRow,
} from '../../lib/transit/model';
import { busAreas } from './bus-areas';
import { busCandidates } from './bus-candidates';
import { ROUTES, STOPS, type PretendRoute } from './bus-city';
import { busDataState } from './bus-data-state';

const HOURS = Array.from({ length: 24 }, (_, index) => index + 4);
/** Share of a day's boardings by hour 4 … 27. */
const CURVE = [4, 14, 34, 78, 92, 61, 47, 45, 48, 50, 51, 56, 66, 83, 95, 76, 52, 41, 33, 22, 9, 3, 1, 1];
const CURVE_SUM = CURVE.reduce((sum, part) => sum + part, 0);

interface Cell {
	route: PretendRoute;
	direction: Direction;
	hour: number;
	runs: number;
	/** Per stop in order; loads are sums over the runs. */
	boardings: number[];
	alightings: number[];
	observedAlightings: number[];
	section: number[];
	observedSection: number[];
}

/** Riders of one route, direction and hour along the stops: everybody who boards gets off by the last stop. */
function cellOf(route: PretendRoute, direction: 'out' | 'in', hour: number): Cell {
	const share = (CURVE[hour - 4] ?? 0) / CURVE_SUM;
	const night = route.routeName.startsWith('심야');
	const tilt = hour < 12 === (direction === 'out') ? 0.58 : 0.42;
	const riders = night ? (hour >= 23 ? route.daily / 10 : 0) : route.daily * share * tilt;
	const runs = night ? (hour >= 23 && hour < 26 ? 2 : 0) : Math.max(riders > 3 ? 1 : 0, Math.round(route.runsPerDirection * share * 0.8 + (hour >= 6 && hour <= 22 ? route.runsPerDirection * 0.012 : 0)));
	const last = route.stops.length - 1;
	const weights = route.stops.map((stop, index) => (index === last ? 0 : (last - index) * (1 + ((stop * 5) % 7) / 5)));
	const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
	const boardings = weights.map((weight) => (runs === 0 ? 0 : Math.round((riders * weight) / weightSum)));
	const alightings: number[] = [];
	const section: number[] = [];
	const observedAlightings: number[] = [];
	const observedSection: number[] = [];
	let boarded = 0;
	let left = 0;
	let observedLeft = 0;
	boardings.forEach((on, index) => {
		boarded += on;
		const off = Math.round(boarded * (index / last) ** 1.6) - left;
		const observed = Math.floor(off * 0.965);
		left += off;
		observedLeft += observed;
		alightings.push(off);
		observedAlightings.push(observed);
		section.push(boarded - left);
		observedSection.push(boarded - observedLeft);
	});
	return { route, direction, hour, runs, boardings, alightings, observedAlightings, section, observedSection };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const tenth = (value: number): number => Math.round(value * 10) / 10;

function stopsOf(route: PretendRoute, direction: Direction): { sequence: number; stop: (typeof STOPS)[number] }[] {
	const order = direction === 'in' ? [...route.stops].reverse() : route.stops;
	const first = direction === 'in' ? route.stops.length : 1;
	return order.flatMap((number, index) => {
		const stop = STOPS[number];
		return stop === undefined ? [] : [{ sequence: first + index, stop }];
	});
}

/** Loads of one stop in one hour. */
interface HourLoad {
	routeKey: string;
	routeName: string;
	direction: Direction;
	sequence: number;
	stopKey: string;
	stopName: string;
	hour: number;
	boardings: number;
	alightings: number;
	mean: ObservedEstimated;
	max: ObservedEstimated;
	p90: ObservedEstimated;
}

function hourLoads(cell: Cell): HourLoad[] {
	if (cell.runs === 0) return [];
	return stopsOf(cell.route, cell.direction).map(({ sequence, stop }, index) => {
		const observed = cell.observedSection[index] ?? 0;
		const estimated = cell.section[index] ?? 0;
		const per = (persons: number, factor: number): number => tenth((persons / cell.runs) * factor);
		return {
			routeKey: cell.route.routeKey,
			routeName: cell.route.routeName,
			direction: cell.direction,
			sequence,
			stopKey: stop.stopKey,
			stopName: stop.stopName,
			hour: cell.hour,
			boardings: cell.boardings[index] ?? 0,
			alightings: cell.observedAlightings[index] ?? 0,
			mean: { observed: per(observed, 1), estimated: per(estimated, 1) },
			max: { observed: Math.ceil(per(observed, 1.35)), estimated: Math.ceil(per(estimated, 1.35)) },
			p90: { observed: Math.ceil(per(observed, 1.25)), estimated: Math.ceil(per(estimated, 1.25)) },
		};
	});
}

/** The same with the hours side by side. */
function loadRows(loads: readonly HourLoad[]): LoadRow[] {
	const byStop = Map.groupBy(loads, ({ routeKey, direction, sequence }) => `${routeKey} ${direction} ${sequence}`);
	return [...byStop.values()].flatMap((hours): LoadRow[] => {
		const [first] = hours;
		if (first === undefined) return [];
		const { routeKey, routeName, direction, sequence, stopKey, stopName } = first;
		const day = <T>(of: (load: HourLoad) => T, none: T): T[] => HOURS.map((hour) => hours.find((load) => load.hour === hour)).map((load) => (load ? of(load) : none));
		const highest = (of: (load: HourLoad) => number | null): number => Math.max(...hours.map((load) => of(load) ?? 0));
		return [
			{
				routeKey, routeName, direction, sequence, stopKey, stopName,
				boardings: day(({ boardings }) => boardings, 0),
				alightings: day(({ alightings }) => alightings, 0),
				mean: { observed: day(({ mean }) => mean.observed, null), estimated: day(({ mean }) => mean.estimated, null) },
				max: { observed: day(({ max }) => max.observed, null), estimated: day(({ max }) => max.estimated, null) },
				dayMax: { observed: highest(({ max }) => max.observed), estimated: highest(({ max }) => max.estimated) },
				dayP90: { observed: highest(({ p90 }) => p90.observed), estimated: highest(({ p90 }) => p90.estimated) },
			},
		];
	});
}

function levels(route: PretendRoute, persons: number): { gyeonggi: GyeonggiLevel; seoul: SeoulLevel; note: string } {
	if (route.busSize !== 'large' || route.seats === null) {
		return { gyeonggi: '판정 불가', seoul: '판정 불가', note: route.busSize === null ? '차량 크기와 좌석 수 미등록으로 판정하지 않음' : '중·소형 차량 기준이 없어 판정하지 않음' };
	}
	if (route.seatedExpress) return { gyeonggi: '판정 불가', seoul: '판정 불가', note: '입석이 금지된 좌석형 노선으로 좌석 초과 인원으로 판단함' };
	return {
		gyeonggi: persons <= 25 ? '여유' : persons <= 40 ? '보통' : persons <= 55 ? '혼잡' : '매우혼잡',
		seoul: persons <= route.seats ? '여유' : persons <= route.seats * 1.5 ? '보통' : '혼잡',
		note: '',
	};
}

function crowdingRow(cell: Cell): CrowdingRow[] {
	const rows = hourLoads(cell);
	const busiest = [...rows].sort((a, b) => (b.mean.estimated ?? 0) - (a.mean.estimated ?? 0))[0];
	if (busiest === undefined) return [];
	const { route } = cell;
	const persons = busiest.max.estimated ?? 0;
	const over = route.seatedExpress && route.seats !== null ? Math.max(0, persons - route.seats) : null;
	return [
		{
			routeKey: route.routeKey,
			routeName: route.routeName,
			operator: route.operator,
			direction: cell.direction,
			hour: cell.hour,
			sequence: busiest.sequence,
			stopName: busiest.stopName,
			runs: cell.runs,
			maxLoad: busiest.max,
			meanLoad: busiest.mean,
			busSize: route.busSize,
			seats: route.seats,
			capacity: route.capacity,
			...levels(route, persons),
			overSeats: over,
			runsOverSeats: over === null ? null : over > 0 ? Math.min(cell.runs, 2) : 0,
			ratio: route.capacity === null ? null : persons / route.capacity,
		},
	];
}

function profiles(route: PretendRoute, direction: 'out' | 'in', cells: readonly Cell[], loads: readonly HourLoad[]): ProfileRow[] {
	const runs = Math.max(1, sum(cells.map((cell) => cell.runs)));
	return stopsOf(route, direction).map(({ sequence, stop }, index) => {
		const total = (pick: (cell: Cell) => number[]): number => sum(cells.map((cell) => pick(cell)[index] ?? 0));
		const highest = (kind: 'observed' | 'estimated'): number =>
			Math.max(0, ...loads.filter((row) => row.routeKey === route.routeKey && row.direction === direction && row.sequence === sequence).map((row) => row.max[kind] ?? 0));
		return {
			routeKey: route.routeKey,
			routeName: route.routeName,
			direction,
			sequence,
			stopName: stop.stopName,
			boardings: total((cell) => cell.boardings),
			alightings: { observed: total((cell) => cell.observedAlightings), estimated: total((cell) => cell.alightings) },
			meanLoad: { observed: tenth(total((cell) => cell.observedSection) / runs), estimated: tenth(total((cell) => cell.section) / runs) },
			maxLoad: { observed: highest('observed'), estimated: highest('estimated') },
		};
	});
}

function routeRow(route: PretendRoute, hours: readonly RouteHourRow[], loads: readonly HourLoad[], cells: readonly Cell[]): RouteRow {
	const mine = hours.filter((row) => row.routeKey === route.routeKey);
	const boardings = sum(mine.map((row) => row.boardings));
	const alightings = sum(mine.map((row) => row.alightings));
	const byHour = HOURS.map((hour) => ({ hour, boardings: sum(mine.filter((row) => row.hour === hour).map((row) => row.boardings)) }));
	const peak = byHour.reduce((best, row) => (row.boardings > best.boardings ? row : best), { hour: 4, boardings: -1 });
	const top = loads.filter((row) => row.routeKey === route.routeKey).reduce<HourLoad | null>((best, row) => (best === null || (row.max.estimated ?? 0) > (best.max.estimated ?? 0) ? row : best), null);
	const next = top === null ? undefined : loads.find((row) => row.routeKey === route.routeKey && row.direction === top.direction && row.hour === top.hour && row.sequence === top.sequence + 1);
	const runs = sum(cells.filter((cell) => cell.route === route).map((cell) => cell.runs));
	const vehicles = Math.max(2, Math.round(runs / 9));
	const actual = route.licensedUnit === 'roundTrip' ? runs / 2 : runs;
	const known = route.licensedRuns !== null && route.licensedUnit !== null;
	const usual = Math.round(boardings / (1 + route.change));
	return {
		routeKey: route.routeKey,
		routeName: route.routeName,
		routeType: route.routeType,
		operator: route.operator,
		licensingAuthority: route.licensingAuthority,
		boardings,
		alightings,
		taps: Math.round(boardings * 0.985),
		tagOffRate: 0.972,
		transferRate: 0.221,
		meanDistanceM: route.seatedExpress ? 14_820 : 4_310,
		medianDistanceM: route.seatedExpress ? 13_900 : 3_480,
		vehicles,
		runs,
		boardingsPerRun: tenth(boardings / runs),
		boardingsPerVehicle: tenth(boardings / vehicles),
		boardingsPerKm: route.busSize === null ? null : tenth(boardings / (runs * 11.4)),
		peakHour: peak.hour,
		peakBoardings: peak.boardings,
		peakShare: peak.boardings / boardings,
		rollingPeakStart: route.routeName.startsWith('심야') ? '23:40' : '07:35',
		rollingPeakBoardings: Math.round(peak.boardings * 1.06),
		maxLoad: top?.max ?? { observed: null, estimated: null },
		maxLoadAt: top === null ? null : { direction: top.direction, sequence: top.sequence, stopName: top.stopName, nextStopName: next?.stopName ?? null, hour: top.hour },
		licensedRuns: route.licensedRuns,
		licensedUnit: route.licensedUnit,
		compliance: known && route.licensedRuns !== null ? actual / route.licensedRuns : null,
		complianceNote: known ? '' : route.licensedRuns === null ? '인가운행횟수 미등록으로 판단하지 않음' : '인가운행횟수 단위(편도·왕복) 미등록으로 판단하지 않음',
		headway: runs < 20 ? null : { meanMinutes: tenth(2280 / runs), p90Minutes: tenth(3900 / runs), cv: 0.42, expectedWaitMinutes: tenth((1140 / runs) * 1.18) },
		circuity: 1.38,
		duplication: 0.41,
		duplicatedMostBy: route.routeName === '1-1' ? { routeName: '1', share: 0.45 } : null,
		comparison: { usual, days: 7, lastWeek: Math.round(usual * 1.01), change: usual === 0 ? null : boardings / usual - 1, lastWeekChange: boardings / Math.round(usual * 1.01) - 1 },
	};
}

function stopRows(cells: readonly Cell[]): StopHourRow[] {
	return STOPS.map((stop, number) => {
		const boardings = HOURS.map(() => 0);
		const alightings = HOURS.map(() => 0);
		const routes = new Set<string>();
		for (const cell of cells) {
			const order = cell.direction === 'in' ? [...cell.route.stops].reverse() : cell.route.stops;
			order.forEach((at, index) => {
				if (at !== number) return;
				routes.add(cell.route.routeKey);
				boardings[cell.hour - 4] = (boardings[cell.hour - 4] ?? 0) + (cell.boardings[index] ?? 0);
				alightings[cell.hour - 4] = (alightings[cell.hour - 4] ?? 0) + (cell.observedAlightings[index] ?? 0);
			});
		}
		return {
			stopKey: stop.stopKey,
			stopName: stop.stopName,
			arsNo: stop.arsNo,
			dongName: busAreas.dongNameOf(stop.dong),
			longitude: stop.longitude,
			latitude: stop.latitude,
			boardings,
			alightings,
			totalBoardings: sum(boardings),
			totalAlightings: sum(alightings),
			routes: routes.size,
		};
	}).sort((a, b) => b.totalBoardings - a.totalBoardings);
}

/**
 * A complete, realistic report model made by hand for the tests of what is drawn and written from a model: 12 routes,
 * 40 stops, hours 4 … 27, one route whose bus size is unknown, seated express routes, a licensed unit that is not known,
 * candidates of every kind and both stages, hidden small cells. All sums agree with one another. Always the same.
 */
export function busModel(change: Partial<BusReportModel> = {}): BusReportModel {
	const cells = ROUTES.flatMap((route) => (['out', 'in'] as const).flatMap((direction) => HOURS.map((hour) => cellOf(route, direction, hour))));
	const running = cells.filter((cell) => cell.runs > 0);
	const routeHours = running.map((cell): RouteHourRow => ({ routeKey: cell.route.routeKey, routeName: cell.route.routeName, direction: cell.direction, hour: cell.hour, boardings: sum(cell.boardings), alightings: sum(cell.observedAlightings) }));
	const loads = running.flatMap(hourLoads);
	const routes = ROUTES.map((route) => routeRow(route, routeHours, loads, running)).sort((a, b) => b.boardings - a.boardings);
	const stops = stopRows(running);
	const hours = HOURS.map((hour) => {
		const mine = routeHours.filter((row) => row.hour === hour);
		const boardings = sum(mine.map((row) => row.boardings));
		return { hour, boardings, alightings: sum(mine.map((row) => row.alightings)), usualBoardings: Math.round(boardings * (hour === 8 ? 0.94 : 0.985)) };
	});
	const boardings = sum(routes.map((row) => row.boardings));
	const alightings = sum(routes.map((row) => row.alightings));
	const peak = hours.reduce((best, row) => (row.boardings > best.boardings ? row : best));
	const usual = Math.round(boardings / 1.021);
	const share = (part: number): { boardings: number; share: number } => ({ boardings: Math.round(boardings * part), share: part });
	return {
		format: 1,
		city: '가온시',
		department: '교통정책과',
		contact: '버스정책팀 031-000-0000',
		serviceDate: '2026-11-19',
		dayType: 'weekday',
		dayName: '목요일',
		state: 'final',
		dataAsOf: '2026-11-20T09:12:00+09:00',
		madeAt: '2026-11-20T09:14:21+09:00',
		edition: 2,
		changesSinceLastEdition: ['자료 상태가 잠정에서 확정으로 바뀜', '총 승차 인원이 1,204명 늘어남(늦게 도착한 자료 반영)', '37번 노선의 승차 인원이 312명 늘어남'],
		dataState: busDataState(boardings),
		headline: [
			`총 승차 ${boardings.toLocaleString('ko-KR')}명으로 평소(목요일 등 평일 7일 중앙값) 대비 2.1% 많음.`,
			`가장 붐빈 시간은 ${peak.hour}시대로 하루 승차의 ${((peak.boardings / boardings) * 100).toFixed(1)}%가 집중됨.`,
			'1-1번 노선의 승차가 평소보다 31.0% 많고, 37번 노선은 24.0% 적음(원인 확인 필요).',
			'노선조정 검토 대상 4건, 관찰 3건임.',
		],
		totals: {
			boardings,
			alightings,
			taps: sum(routes.map((row) => row.taps)),
			tagOffRate: 0.972,
			transferRate: 0.221,
			linkedTrips: Math.round(boardings * 0.79),
			meanLegs: 1.27,
			meanDistanceM: 5_140,
			routes: routes.length,
			stops: stops.filter((row) => row.totalBoardings + row.totalAlightings > 0).length,
			vehicles: sum(routes.map((row) => row.vehicles ?? 0)),
			runs: sum(routes.map((row) => row.runs ?? 0)),
			peakHour: peak.hour,
			peakShare: peak.boardings / boardings,
			comparison: { usual, days: 7, lastWeek: Math.round(usual * 1.012), change: boardings / usual - 1, lastWeekChange: boardings / Math.round(usual * 1.012) - 1 },
		},
		hours,
		userTypes: [
			{ userType: 'adult', name: '일반', ...share(0.772) },
			{ userType: 'senior', name: '경로', ...share(0.131) },
			{ userType: 'youth', name: '청소년', ...share(0.066) },
			{ userType: 'disabled', name: '장애인', ...share(0.021) },
			{ userType: 'child', name: '어린이', boardings: null, share: null },
			{ userType: 'veteran', name: '유공자', boardings: null, share: null },
			{ userType: 'other', name: '기타', ...share(0.002) },
			{ userType: 'unknown', name: '구분 없음', ...share(0.001) },
		],
		routes,
		routeHours,
		stops,
		loads: loadRows(loads),
		profiles: ROUTES.flatMap((route) => (['out', 'in'] as const).flatMap((direction) => profiles(route, direction, running.filter((cell) => cell.route === route && cell.direction === direction), loads))),
		crowding: running.flatMap(crowdingRow),
		transfers: [
			{ fromRoute: '마을 08', toRoute: '23', persons: 612 },
			{ fromRoute: '마을 05', toRoute: '37', persons: 388 },
			{ fromRoute: '1', toRoute: '106', persons: 341 },
			{ fromRoute: '1-1', toRoute: '1', persons: 275 },
			{ fromRoute: '72', toRoute: '1205', persons: 190 },
		],
		areas: busAreas.balance(stops, ROUTES),
		candidates: busCandidates(),
		unusualRoutes: [...routes].sort((a, b) => Math.abs(b.comparison.change ?? 0) - Math.abs(a.comparison.change ?? 0)).slice(0, 5).map(({ routeKey, routeName, boardings: count, comparison }) => ({ routeKey, routeName, boardings: count, comparison })),
		cautions: [
			'교통카드 거래내역만 집계한 것으로 현금 승차와 카드를 찍지 않은 승차는 포함되지 않음.',
			'내리기 전에 미리 하차 태그를 한 이용객이 있어 재차인원이 실제보다 한 정류장가량 앞서 줄어들 수 있음.',
			'하차 태그가 없는 이용객의 하차 정류장은 통행 사슬로 추정한 것이며, 관측값과 추정값을 나누어 표시함.',
			'행정동별 이용은 정류장 소재지 기준이며, 역·환승센터가 있는 동은 실제 거주민 이용보다 크게 나타남.',
			'정산 근거 아님(참고).',
		],
		thresholds: [
			{ name: '증회 검토: 최대 재차인원', value: 56, unit: '명 이상' },
			{ name: '증회 검토: 충족 일수 비율', value: 60, unit: '% 이상' },
			{ name: '감회 검토: 운행당 승차', value: 8, unit: '명 이하' },
			{ name: '감회 검토: 최소 관찰 일수', value: 20, unit: '일' },
		],
		thresholdsSignedOffBy: { name: '교통정책과장', date: '2026-10-01' },
		versions: { package: '0.1.0', metrics: 'm-3f9c21ab', layout: 'tcd27@5c1e88d0', codeTables: 'c-19aa04be', masters: '2026-11-01' },
		...change,
	};
}

/** One candidate of the model by kind and stage. Throws where the hand-made city has none. */
export function busCandidate(kind: Candidate['kind'], stage?: Candidate['stage']): Candidate {
	const found = busCandidates().find((candidate) => candidate.kind === kind && (stage === undefined || candidate.stage === stage));
	if (found === undefined) throw new Error(`no candidate of kind ${kind}`);
	return found;
}
