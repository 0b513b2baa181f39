import { cautionOf, gradeOf } from '../../../../lib/transit/judge/grade';
import { baselineOf, type DayFacts } from '../../../../lib/transit/judge/day-facts';
import { qualityChecks } from '../../../../lib/transit/judge/quality';
import { Thresholds } from '../../../../lib/transit/judge/thresholds';
import type { QualityCheck, Verdict } from '../../../../lib/transit/model';

const HOURS = Array.from({ length: 18 }, (_, index) => index + 5);

function day(change: Partial<DayFacts> = {}): DayFacts {
	return {
		date: '2026-11-19',
		boardings: 1800,
		hours: new Map(HOURS.map((hour) => [hour, 100])),
		counted: new Map([['tagOffRate', { numerator: 970, denominator: 1000 }]]),
		vehicles: new Set(['a', 'b', 'c', 'd']),
		runningFrom: null,
		...change,
	};
}

const BASELINE = baselineOf([day(), day(), day()], 0.8);
const without = (hours: readonly number[]): Map<number, number> => new Map(HOURS.filter((hour) => !hours.includes(hour)).map((hour) => [hour, 100]));
const check = (id: string, facts: DayFacts, baseline = BASELINE, changed = {}): QualityCheck => {
	const found = qualityChecks(facts, baseline, new Thresholds(changed)).find((one) => one.id === id);
	if (found === undefined) throw new Error(`no check ${id}`);
	return found;
};
const counted = (id: string, numerator: number, denominator: number | null): DayFacts => day({ counted: new Map([[id, { numerator, denominator }]]) });

describe('checks of the data', () => {
	test.each<[string, DayFacts, Verdict]>([
		['tagOffRate', counted('tagOffRate', 900, 1000), 'good'],
		['tagOffRate', counted('tagOffRate', 899, 1000), 'warn'],
		['tagOffRate', counted('tagOffRate', 500, 1000), 'warn'],
		['tagOffRate', counted('tagOffRate', 499, 1000), 'bad'],
		['tagOffRate', counted('tagOffRate', 0, 0), 'unknown'],
		['unmatchedStops', counted('unmatchedStops', 19, 1000), 'good'],
		['unmatchedStops', counted('unmatchedStops', 20, 1000), 'warn'],
		['unmatchedStops', counted('unmatchedStops', 100, 1000), 'bad'],
		['unmatchedStops', day(), 'unknown'],
		['duplicates', counted('duplicates', 5, 1000), 'warn'],
		['zeroDips', counted('zeroDips', 0, null), 'good'],
		['zeroDips', counted('zeroDips', 3, null), 'unknown'],
		['missingHours', day(), 'good'],
		['missingHours', day({ hours: without([8]) }), 'warn'],
		['missingHours', day({ hours: without([8, 9, 10]) }), 'bad'],
		['missingHours', day({ hours: new Map([...without([8]), [8, 10]]) }), 'good'],
		['missingHours', day({ hours: new Map([...without([8]), [8, 9]]) }), 'warn'],
		['missingHours', day({ hours: without([14, 15, 16, 17, 18, 19, 20, 21, 22]), runningFrom: 13 }), 'good'],
		['missingVehicles', day(), 'good'],
		['missingVehicles', day({ vehicles: new Set(['a', 'b', 'c', 'x']) }), 'warn'],
		['missingVehicles', day({ vehicles: new Set(['a', 'b']) }), 'bad'],
		['volume', day({ boardings: 1440 }), 'good'],
		['volume', day({ boardings: 1439 }), 'warn'],
		['volume', day({ boardings: 899 }), 'bad'],
		['volume', day({ boardings: 2341 }), 'warn'],
		['volume', day({ boardings: 3600 }), 'bad'],
		['volume', day({ boardings: 850, hours: new Map(HOURS.filter((hour) => hour <= 13).map((hour) => [hour, hour === 13 ? 50 : 100])), runningFrom: 13 }), 'good'],
	])('%s (case %#)', (id, facts, verdict) => {
		expect(check(id, facts).verdict).toBe(verdict);
	});

	test('name the hours that are missing', () => {
		expect(check('missingHours', day({ hours: without([8, 9, 22]) })).finding).toBe('평소 승차가 있는 18개 시간대 중 3개의 자료가 없거나 매우 적음(8~9시대, 22시대).');
	});

	test('say the usual beside the share', () => {
		expect(check('tagOffRate', counted('tagOffRate', 499, 1000)).finding).toBe('거래 1,000건 중 499건(49.9%)에 하차 기록이 있음(평소 97.0%).');
	});

	test('against the usual day are 판단 불가 with one day of history', () => {
		const one = baselineOf([day()], 0.8);
		for (const id of ['missingHours', 'missingVehicles', 'volume']) {
			expect(check(id, day(), one)).toMatchObject({ verdict: 'unknown', finding: '비교할 같은 요일 유형의 자료가 부족하여 판단하지 않음.' });
		}
	});

	test('go by the department’s own thresholds', () => {
		expect(check('tagOffRate', counted('tagOffRate', 400, 1000), BASELINE, { 'tagOffRate.bad': 30 })).toMatchObject({ verdict: 'warn', badAt: 0.3 });
	});

	test('expect the vehicles seen on four days of five', () => {
		const days = [1, 2, 3, 4, 5].map((number) => day({ vehicles: new Set(number === 1 ? ['a', 'b'] : number === 2 ? ['a'] : ['a', 'c', 'd']) }));
		expect([...baselineOf(days, 0.8).vehicles]).toEqual(['a']);
		expect([...baselineOf(days, 0.6).vehicles].sort()).toEqual(['a', 'c', 'd']);
	});
});

describe('the grade', () => {
	const found = (...verdicts: [string, Verdict][]): QualityCheck[] => verdicts.map(([id, verdict]) => ({ ...check('tagOffRate', day()), id, verdict }));

	test.each([
		['A', found(['tagOffRate', 'good'], ['volume', 'good'])],
		['A', found(['tagOffRate', 'good'], ['volume', 'unknown'])],
		['B', found(['tagOffRate', 'good'], ['volume', 'warn'])],
		['C', found(['tagOffRate', 'bad'], ['volume', 'good'])],
		['C', found(['unmatchedStops', 'bad'], ['volume', 'warn'])],
		['D', found(['tagOffRate', 'good'], ['volume', 'bad'])],
		['D', found(['missingHours', 'bad'], ['unmatchedStops', 'bad'])],
	])('is %s', (grade, checks) => {
		expect(gradeOf(checks)).toBe(grade);
	});

	test.each([
		['A', found(['tagOffRate', 'good']), '자료 상태 때문에 피해야 할 해석은 없음. 해석상 유의사항은 함께 보아야 함.'],
		['C', found(['tagOffRate', 'bad']), '하차 태그율이 낮아 재차인원·혼잡도와 하차 인원으로 결론을 내려서는 안 됨.'],
		['C', found(['missingHours', 'warn'], ['unmatchedStops', 'bad']), '정류장 미연결이 많아 행정동·생활권 균형과 정류장별 순위를 논해서는 안 됨. 빠진 시간대가 있어 첨두시간을 판단해서는 안 됨.'],
		['D', found(['volume', 'bad']), '자료 등급이 D이므로 노선조정 판단에 쓰지 않음. 전체 승차 규모가 평소와 크게 달라 증감을 이용 변화로 해석해서는 안 됨.'],
	] as const)('%s says what must not be concluded', (grade, checks, caution) => {
		expect(cautionOf(grade, checks)).toBe(caution);
	});
});
