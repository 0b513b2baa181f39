import type { DayType } from '../model';

export interface LicensedRuns {
	licensed_weekday: number | null;
	licensed_saturday: number | null;
	licensed_holiday: number | null;
	/** `oneWay`, `roundTrip` or null. */
	licensed_unit: string | null;
}

export interface ActualRuns {
	actual_one_way: number | null;
	actual_round: number | null;
	/** `run_log`, or `taps` where no log exists. */
	source: string;
}

export interface Compliance {
	licensedRuns: number | null;
	licensedUnit: 'oneWay' | 'roundTrip' | null;
	compliance: number | null;
	complianceNote: string;
}

/** Licensed runs of a day type: 평일, 토요일, 일요일·공휴일 are licensed apart. */
export function licensedRunsOf(route: LicensedRuns, dayType: DayType): number | null {
	if (dayType === 'weekday') return route.licensed_weekday;
	return dayType === 'saturday' ? route.licensed_saturday : route.licensed_holiday;
}

/**
 * 운행횟수 준수율: actual over licensed runs in the licence's own unit (편도 or 왕복), never one against the other. Without the
 * licensed number, its unit or a count in that unit, or while the day is under way, it is null, with the reason.
 */
export function complianceOf(route: LicensedRuns | undefined, actual: ActualRuns | undefined, dayType: DayType, running = false): Compliance {
	const licensedRuns = route === undefined ? null : licensedRunsOf(route, dayType);
	const unit = route?.licensed_unit ?? null;
	const licensedUnit = unit === 'oneWay' || unit === 'roundTrip' ? unit : null;
	const cannot = (complianceNote: string): Compliance => ({ licensedRuns, licensedUnit, compliance: null, complianceNote });
	if (licensedRuns === null) return cannot('판단 불가: 인가운행횟수가 등록되지 않음');
	if (licensedRuns <= 0) return cannot('해당 요일 유형에 인가된 운행이 없음');
	if (licensedUnit === null) return cannot('판단 불가: 인가운행횟수의 단위(편도·왕복)가 등록되지 않음');
	if (running) return cannot('판단 불가: 운행이 끝나지 않은 중간 집계임');
	const runs = licensedUnit === 'oneWay' ? actual?.actual_one_way : actual?.actual_round;
	if (actual === undefined || runs === undefined || runs === null) return cannot(`판단 불가: ${licensedUnit === 'oneWay' ? '편도' : '왕복'} 단위의 실제 운행횟수를 셀 수 없음`);
	const complianceNote = actual.source === 'run_log' ? '' : '운행기록(BMS)이 없어 교통카드 거래로 센 횟수이며, 승객이 없던 운행은 빠져 있음';
	return { licensedRuns, licensedUnit, compliance: runs / licensedRuns, complianceNote };
}
