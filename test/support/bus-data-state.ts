import type { DataState } from '../../lib/transit/model';

/** State of the data of a day of grade B: usable, with one check that warns and one that cannot be judged. */
export function busDataState(boardings: number): DataState {
	const taps = Math.round(boardings * 0.985);
	return {
		grade: 'B',
		caution: '앞뒤와 달리 0명인 곳의 수치는 그대로 인용해서는 안 됨.',
		checks: [
			{ id: 'tagOffRate', name: '하차 태그율', numerator: Math.round(taps * 0.972), denominator: taps, rate: 0.972, usual: 0.974, warnAt: 0.9, badAt: 0.5, limitsAre: 'share', verdict: 'good', finding: '거래 100건 중 97.2건에 하차 기록이 있음(평소 97.4%).' },
			{ id: 'unmatchedStops', name: '정류장 미연결', numerator: 96, denominator: taps, rate: 0.0012, usual: 0.0011, warnAt: 0.02, badAt: 0.1, limitsAre: 'share', verdict: 'good', finding: '정류장 목록에 없는 정류장의 거래가 96건(0.1%)임.' },
			{ id: 'unmatchedRoutes', name: '노선 미연결', numerator: 0, denominator: taps, rate: 0, usual: 0, warnAt: 0.02, badAt: 0.1, limitsAre: 'share', verdict: 'good', finding: '노선 목록에 없는 노선의 거래가 없음.' },
			{ id: 'duplicates', name: '중복 거래', numerator: 31, denominator: taps, rate: 0.0004, usual: 0.0004, warnAt: 0.005, badAt: 0.05, limitsAre: 'share', verdict: 'good', finding: '중복 거래 31건을 한 번만 집계함.' },
			{ id: 'rejectedRows', name: '읽지 못한 행', numerator: 24, denominator: taps + 24, rate: 0.0003, usual: 0.0002, warnAt: 0.01, badAt: 0.05, limitsAre: 'share', verdict: 'good', finding: '읽지 못한 행 24건(0.0%)을 제외함.' },
			{ id: 'zeroDips', name: '앞뒤와 달리 0명인 곳', numerator: 62, denominator: 9_640, rate: 0.0064, usual: 0.0003, warnAt: 0.005, badAt: 0.05, limitsAre: 'share', verdict: 'warn', finding: '앞뒤가 8명 이상인데 0명으로 기록된 곳이 62곳(0.6%)임(평소 0.0%).' },
			{ id: 'negativeLoads', name: '음수 재차인원', numerator: 118, denominator: 9_640, rate: 0.0122, usual: 0.011, warnAt: 0.05, badAt: 0.2, limitsAre: 'share', verdict: 'good', finding: '재차인원이 음수인 구간이 118곳(1.2%)이며, 숨기지 않고 집계함.' },
			{ id: 'missingHours', name: '빠진 시간대', numerator: 0, denominator: 22, rate: 0, usual: 0, warnAt: 1, badAt: 3, limitsAre: 'count', verdict: 'good', finding: '평소 승차가 있는 22개 시간대의 자료가 모두 있음.' },
			{ id: 'missingVehicles', name: '빠진 차량', numerator: 3, denominator: 142, rate: 0.0211, usual: 0.02, warnAt: 0.1, badAt: 0.3, limitsAre: 'share', verdict: 'good', finding: '평소 운행하던 차량 142대 중 3대의 자료가 없음.' },
			{ id: 'volume', name: '전체 승차 규모', numerator: boardings, denominator: Math.round(boardings / 1.021), rate: 1.021, usual: 1, warnAt: 0.8, badAt: 0.5, limitsAre: 'share', verdict: 'good', finding: '평소 대비 102.1%임.' },
			{ id: 'runLog', name: '운행기록', numerator: null, denominator: null, rate: null, usual: null, warnAt: null, badAt: null, limitsAre: 'share', verdict: 'unknown', finding: '운행기록(BMS)이 없어 운행횟수를 교통카드 자료에서 추정함.' },
		],
		rejects: [
			{ reason: '승차일시를 읽을 수 없음', count: 15, firstPlace: 'TB_KTS_DWTCD_20261119_02.csv 18204행' },
			{ reason: '열 개수가 다름', count: 9, firstPlace: 'TB_KTS_DWTCD_20261119_01.csv 77행' },
		],
		sources: [
			{
				sourceId: '2026-11-19',
				state: 'final',
				layout: 'tcd27',
				files: [
					{ name: 'TB_KTS_DWTCD_20261119_01.csv', sha256: 'a3f1'.repeat(16), rows: 40_211 },
					{ name: 'TB_KTS_DWTCD_20261119_02.csv', sha256: '07be'.repeat(16), rows: taps - 40_211 + 55 },
				],
				read: taps + 55,
				kept: taps,
				rejected: 24,
				duplicates: 31,
				ingestedAt: '2026-11-20T09:12:00+09:00',
			},
		],
		comparedWith: ['2026-11-18', '2026-11-17', '2026-11-16', '2026-11-13', '2026-11-11', '2026-11-10', '2026-11-09'],
		leftOut: [{ date: '2026-11-12', reason: '자료 등급 D' }],
		chain: { missingAlightings: 2_060, chained: 1_644, tried: 8_120, found: 6_470, exact: 4_310, withinTwoStops: 6_038, walkLimitM: 500 },
	};
}
