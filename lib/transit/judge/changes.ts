import type { BusReportModel } from '../model';
import { count } from './words';

const ROUTES_NAMED = 3;
const STATE_NAMES = { provisional: '잠정', final: '확정' } as const;

/** What changed since the edition before, in sentences (개조식); empty for a first edition. */
export function changesSinceLastEdition(before: BusReportModel | null, now: BusReportModel): string[] {
	if (before === null || before.serviceDate !== now.serviceDate) return [];
	const changes = [
		...stateChanges(before, now),
		...figureChange('총 승차', before.totals.boardings, now.totals.boardings),
		...figureChange('총 하차', before.totals.alightings, now.totals.alightings),
		...routeChanges(before, now),
		...candidateChanges(before, now),
		...ruleChanges(before, now),
	];
	return changes.length === 0 ? ['앞 판과 수치가 같음.'] : changes;
}

function stateChanges(before: BusReportModel, now: BusReportModel): string[] {
	const sentences: string[] = [];
	if (before.state !== now.state) sentences.push(`자료 상태가 ${STATE_NAMES[before.state]}에서 ${STATE_NAMES[now.state]}으로 바뀜.`);
	if (before.dataState.grade !== now.dataState.grade) sentences.push(`자료 등급이 ${before.dataState.grade}에서 ${now.dataState.grade}로 바뀜.`);
	return sentences;
}

function figureChange(name: string, before: number, now: number): string[] {
	if (before === now) return [];
	return [`${name} 인원이 ${count(before)}명에서 ${count(now)}명으로 ${count(Math.abs(now - before))}명 ${now > before ? '늘어남' : '줄어듦'}.`];
}

function routeChanges(before: BusReportModel, now: BusReportModel): string[] {
	const known = new Map(before.routes.map((route) => [route.routeKey, route.boardings]));
	const changed = now.routes
		.map((route) => ({ routeName: route.routeName, by: route.boardings - (known.get(route.routeKey) ?? 0) }))
		.filter((route) => route.by !== 0)
		.sort((a, b) => Math.abs(b.by) - Math.abs(a.by) || a.routeName.localeCompare(b.routeName, 'ko'));
	const named = changed.slice(0, ROUTES_NAMED).map((route) => `${route.routeName} 노선 ${route.by > 0 ? '+' : '−'}${count(Math.abs(route.by))}명`);
	if (named.length === 0) return [];
	const rest = changed.length - named.length;
	return [`승차 인원이 바뀐 노선: ${named.join(', ')}${rest > 0 ? ` 외 ${rest}개 노선` : ''}.`];
}

function candidateChanges(before: BusReportModel, now: BusReportModel): string[] {
	const added = missingFrom(now, before);
	const gone = missingFrom(before, now);
	const parts = [...(added > 0 ? [`${added}건 추가`] : []), ...(gone > 0 ? [`${gone}건 제외`] : [])];
	return parts.length === 0 ? [] : [`노선조정 검토 대상(관찰 포함)이 ${parts.join(', ')}됨.`];
}

function missingFrom(of: BusReportModel, other: BusReportModel): number {
	const known = new Set(other.candidates.map((candidate) => `${candidate.stage}:${candidate.candidateId}`));
	return of.candidates.filter((candidate) => !known.has(`${candidate.stage}:${candidate.candidateId}`)).length;
}

function ruleChanges(before: BusReportModel, now: BusReportModel): string[] {
	const sentences: string[] = [];
	const values = new Map(before.thresholds.map((threshold) => [threshold.name, threshold.value]));
	const thresholds = now.thresholds.filter((threshold) => values.get(threshold.name) !== threshold.value).length;
	if (thresholds > 0) sentences.push(`기준값 ${thresholds}개가 바뀜.`);
	if (before.versions.metrics !== now.versions.metrics || before.versions.package !== now.versions.package) sentences.push('집계 방법의 판이 바뀜.');
	if (before.versions.masters !== now.versions.masters) sentences.push('노선·정류장 목록의 판이 바뀜.');
	return sentences;
}
