import { complianceOf } from '../../../../lib/transit/judge/compliance';

const licence = { licensed_weekday: 40, licensed_saturday: 30, licensed_holiday: 20, licensed_unit: 'roundTrip' };
const actual = { actual_one_way: 80, actual_round: 40, source: 'run_log' };

describe('run compliance', () => {
	test.each([
		['a round-trip licence goes by round trips', licence, actual, 'weekday', 1, ''],
		['a one-way licence goes by one-way runs', { ...licence, licensed_weekday: 80, licensed_unit: 'oneWay' }, actual, 'weekday', 1, ''],
		['Saturdays have their own licence', licence, { ...actual, actual_round: 24 }, 'saturday', 0.8, ''],
		['holidays too', licence, { ...actual, actual_round: 20 }, 'holiday', 1, ''],
		['runs counted from taps say so', licence, { ...actual, source: 'taps' }, 'weekday', 1, '운행기록(BMS)이 없어 교통카드 거래로 센 횟수이며, 승객이 없던 운행은 빠져 있음'],
		['an unknown unit is not judged', { ...licence, licensed_unit: null }, actual, 'weekday', null, '판단 불가: 인가운행횟수의 단위(편도·왕복)가 등록되지 않음'],
		['a foreign unit is not judged', { ...licence, licensed_unit: '왕복' }, actual, 'weekday', null, '판단 불가: 인가운행횟수의 단위(편도·왕복)가 등록되지 않음'],
		['no licence is not judged', { ...licence, licensed_weekday: null }, actual, 'weekday', null, '판단 불가: 인가운행횟수가 등록되지 않음'],
		['a licence of zero runs is no divisor', { ...licence, licensed_holiday: 0 }, actual, 'holiday', null, '해당 요일 유형에 인가된 운행이 없음'],
		['round trips that cannot be counted are not judged', licence, { ...actual, actual_round: null }, 'weekday', null, '판단 불가: 왕복 단위의 실제 운행횟수를 셀 수 없음'],
		['no runs at all are not judged', licence, undefined, 'weekday', null, '판단 불가: 왕복 단위의 실제 운행횟수를 셀 수 없음'],
		['a route that is not registered is not judged', undefined, actual, 'weekday', null, '판단 불가: 인가운행횟수가 등록되지 않음'],
	] as const)('%s', (_, route, runs, dayType, compliance, note) => {
		expect(complianceOf(route, runs, dayType)).toMatchObject({ compliance, complianceNote: note });
	});

	test('a day under way is not judged by the runs so far', () => {
		expect(complianceOf(licence, { ...actual, actual_round: 12 }, 'weekday', true)).toMatchObject({ licensedRuns: 40, compliance: null, complianceNote: '판단 불가: 운행이 끝나지 않은 중간 집계임' });
	});
});
