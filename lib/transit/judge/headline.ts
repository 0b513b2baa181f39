import type { BusReportModel } from '../model';
import { count, dayTypeName, hourName, moreOrLess, percent } from './words';

type Said = Pick<BusReportModel, 'totals' | 'dayType' | 'unusualRoutes' | 'candidates' | 'dataState'> & { running: boolean };

/** At most four sentences (개조식) with the day's main numbers. */
export function headlineOf(model: Said): string[] {
	return [boardings(model), peak(model), unusual(model), candidates(model)].filter((sentence) => sentence !== '');
}

function boardings({ totals, dayType, running }: Said): string {
	const { comparison } = totals;
	const sum = `총 승차 ${count(totals.boardings)}명`;
	if (running) return `${sum}으로, 운행이 끝나지 않은 중간 집계임.`;
	if (comparison.change === null || comparison.usual === null) return `${sum}임(비교할 같은 요일 유형의 자료 부족).`;
	const week = comparison.lastWeekChange === null ? '' : `, 전주 같은 요일보다 ${moreOrLess(comparison.lastWeekChange)}`;
	return `총 승차는 ${count(totals.boardings)}명으로 평소(${dayTypeName(dayType)} ${comparison.days}일 중앙값 ${count(comparison.usual)}명) 대비 ${moreOrLess(comparison.change)}${week}.`;
}

function peak({ totals, running }: Said): string {
	if (totals.peakHour === null || totals.peakShare === null) return '빠진 시간대가 있거나 자료가 없어 첨두시간은 판단하지 않음.';
	if (running) return `지금까지 가장 붐빈 시간대는 ${hourName(totals.peakHour)}임.`;
	return `첨두시간은 ${hourName(totals.peakHour)}로 하루 승차의 ${percent(totals.peakShare)}가 집중됨.`;
}

function unusual({ unusualRoutes }: Said): string {
	const named = unusualRoutes.slice(0, 2).map((route) => `${route.routeName} 노선(${moreOrLess(route.comparison.change ?? 0)})`);
	if (named.length === 0) return '';
	const rest = unusualRoutes.length - named.length;
	return `평소와 다른 노선: ${named.join(', ')}${rest > 0 ? ` 외 ${rest}개 노선` : ''}. 원인 확인 필요.`;
}

function candidates({ candidates: found, dataState }: Said): string {
	if (dataState.grade === 'D') return '자료 등급이 D이므로 노선조정 검토 대상을 정하지 않음.';
	const review = found.filter((candidate) => candidate.stage === 'review').length;
	return found.length === 0 ? '노선조정 검토 대상은 없음.' : `노선조정 검토 대상은 ${review}건, 관찰은 ${found.length - review}건임.`;
}
