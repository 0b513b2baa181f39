import { addDays } from '../../lib/calendar/day';
import type { Candidate } from '../../lib/transit/model';
import { ROUTES } from './bus-city';

function trendOf(daily: number, maxLoad: number): Candidate['trend'] {
	return Array.from({ length: 28 }, (_, index) => {
		const date = addDays('2026-10-23', index);
		const weekday = (index + 4) % 7;
		const dayType = weekday === 5 ? 'saturday' : weekday === 6 ? 'holiday' : 'weekday';
		const factor = dayType === 'weekday' ? 1 : dayType === 'saturday' ? 0.78 : 0.61;
		return { date, dayType, boardings: Math.round(daily * factor * (1 + ((index * 5) % 7) / 100)), maxLoad: Math.round(maxLoad * factor), runs: Math.round(60 * factor) };
	});
}

function candidate(routeName: string, own: Omit<Candidate, 'candidateId' | 'routeKey' | 'routeName' | 'operator' | 'licensingAuthority' | 'trend' | 'evidence'> & { maxLoad: number; id?: string }): Candidate {
	const route = ROUTES.find((entry) => entry.routeName === routeName);
	if (route === undefined) throw new Error(`no route ${routeName}`);
	const { maxLoad, id, ...rest } = own;
	return {
		...rest,
		candidateId: `${own.kind}:${route.routeKey}${id === undefined ? '' : `:${id}`}`,
		routeKey: route.routeKey,
		routeName: route.routeName,
		operator: route.operator,
		licensingAuthority: route.licensingAuthority,
		evidence: [
			{ table: 'load', key: `${route.routeKey}|out|7|8`, date: '2026-11-19', value: maxLoad },
			{ table: 'load', key: `${route.routeKey}|out|7|8`, date: '2026-11-18', value: maxLoad - 2 },
			{ table: 'route_day', key: route.routeKey, date: '2026-11-19', value: route.daily },
		],
		trend: trendOf(route.daily, maxLoad),
	};
}

/** Candidates of every kind, in both stages. */
export function busCandidates(): Candidate[] {
	return [
		candidate('1', {
			kind: 'moreRuns', kindName: '증회 검토', stage: 'review', where: '가는 방향 8시대, 호수역1번출구~호수공원정문 구간', ruleId: 'moreRuns.maxLoad',
			rule: '같은 시간대·구간의 최대 재차인원이 56명 이상인 날이 관찰일의 60% 이상',
			numbers: [{ name: '최대 재차인원(추정)', value: 63, unit: '명' }, { name: '해당 시간대 운행', value: 9, unit: '회' }],
			metDays: 17, observedDays: 21, dayType: 'weekday', maxLoad: 63, id: 'out:8',
			caution: '특정 차량의 배차 지연으로 한 차량에 몰린 것인지는 알 수 없으므로 배차간격을 함께 확인해야 함.',
		}),
		candidate('1205', {
			kind: 'peakOnlyRuns', kindName: '출퇴근 시간 한정 증회 검토', stage: 'review', where: '가는 방향 7~8시대, 고속도로입구 구간', ruleId: 'peakOnlyRuns.overSeats',
			rule: '첨두시간에 좌석을 넘는 인원이 있고 그 밖의 시간 평균 재차인원이 좌석의 50% 이하',
			numbers: [{ name: '좌석 초과 인원', value: 6, unit: '명' }, { name: '첨두 외 평균 재차인원', value: 14.2, unit: '명' }],
			metDays: 9, observedDays: 20, dayType: 'weekday', maxLoad: 51, id: 'out:7',
			caution: '정류장에서 타지 못한 인원(무정차 통과)은 교통카드 자료에 나타나지 않음.',
		}),
		candidate('마을 06', {
			kind: 'fewerRuns', kindName: '감회 검토', stage: 'review', where: '전 구간 13~15시대', ruleId: 'fewerRuns.perRun',
			rule: '운행당 승차가 8명 이하이고 최대 재차인원이 10명 이하인 날이 관찰일의 80% 이상(최소 20일)',
			numbers: [{ name: '운행당 승차', value: 5.8, unit: '명' }, { name: '최대 재차인원(추정)', value: 8, unit: '명' }],
			metDays: 19, observedDays: 22, dayType: 'weekday', maxLoad: 8,
			caution: '대체 노선이 없는 지역의 이용객, 현금 승차, 민원을 함께 확인해야 함.',
		}),
		candidate('37', {
			kind: 'fewerRuns', kindName: '이용 수준 관찰', stage: 'watch', where: '전 구간 21~23시대', ruleId: 'fewerRuns.perRun',
			rule: '운행당 승차가 8명 이하인 날의 수를 관찰 중(최소 20일)',
			numbers: [{ name: '운행당 승차', value: 7.1, unit: '명' }],
			metDays: 6, observedDays: 8, dayType: 'weekday', maxLoad: 17,
			caution: '관찰 일수가 부족하여 판단하지 않음.',
		}),
		candidate('마을 08', {
			kind: 'holidayReduction', kindName: '방학·휴일 이용 수준 관찰', stage: 'watch', where: '전 구간(일요일·공휴일)', ruleId: 'holidayReduction.perRun',
			rule: '일요일·공휴일의 운행당 승차가 평일의 50% 이하인 날의 수를 관찰 중(최소 20일)',
			numbers: [{ name: '휴일 운행당 승차', value: 13.1, unit: '명' }, { name: '평일 운행당 승차', value: 33.5, unit: '명' }],
			metDays: 4, observedDays: 5, dayType: 'holiday', maxLoad: 21,
			caution: '휴일 행사와 계절에 따라 이용이 달라지므로 관찰 일수가 채워질 때까지 판단하지 않음.',
		}),
		candidate('마을 05', {
			kind: 'stopReview', kindName: '정류장 이용 관찰', stage: 'watch', where: '약수터입구 정류장', ruleId: 'stopReview.fewUsers',
			rule: '하루 승하차가 3명 이하인 날의 수를 관찰 중(최소 20일)',
			numbers: [{ name: '하루 승하차', value: 2, unit: '명' }],
			metDays: 8, observedDays: 8, dayType: 'weekday', maxLoad: 12, id: '23',
			caution: '정류장 위치 자료의 오류로 다른 정류장에 기록되었을 수 있음.',
		}),
		candidate('1-1', {
			kind: 'routeReview', kindName: '노선 경로 검토', stage: 'review', where: '중앙역.버스환승센터~경찰서앞 구간', ruleId: 'routeReview.duplication',
			rule: '다른 노선과 함께 서는 정류장이 40% 이상이고 굴곡도가 1.3 이상',
			numbers: [{ name: '중복도', value: 45, unit: '%' }, { name: '굴곡도', value: 1.38, unit: '' }],
			metDays: 21, observedDays: 21, dayType: 'weekday', maxLoad: 44,
			caution: '환승 편의를 위한 중복일 수 있으므로 현장과 민원을 확인해야 함.',
		}),
	];
}
