import { changesSinceLastEdition } from '../../../../lib/transit/judge/changes';
import type { BusReportModel } from '../../../../lib/transit/model';
import { busModel } from '../../../support/bus-model';

const before = busModel();
const [first, ...rest] = before.routes;
if (first === undefined) throw new Error('no routes');
const candidate = before.candidates[0];

describe('what changed since the edition before', () => {
	test.each<[string, Partial<BusReportModel>, string[]]>([
		['nothing', {}, ['앞 판과 수치가 같음.']],
		['the state', { state: 'provisional' }, ['자료 상태가 확정에서 잠정으로 바뀜.']],
		['the grade', { dataState: { ...before.dataState, grade: 'D' } }, ['자료 등급이 B에서 D로 바뀜.']],
		['boardings', { totals: { ...before.totals, boardings: before.totals.boardings + 1204 } }, [`총 승차 인원이 ${before.totals.boardings.toLocaleString('en-US')}명에서 ${(before.totals.boardings + 1204).toLocaleString('en-US')}명으로 1,204명 늘어남.`]],
		['a route', { routes: [{ ...first, boardings: first.boardings - 312 }, ...rest] }, [`승차 인원이 바뀐 노선: ${first.routeName} 노선 −312명.`]],
		['candidates', { candidates: before.candidates.slice(1) }, ['노선조정 검토 대상(관찰 포함)이 1건 제외됨.']],
		['the stage of a candidate', { candidates: candidate === undefined ? [] : [{ ...candidate, stage: 'watch' }, ...before.candidates.slice(1)] }, ['노선조정 검토 대상(관찰 포함)이 1건 추가, 1건 제외됨.']],
		['thresholds', { thresholds: before.thresholds.map((threshold, index) => (index === 0 ? { ...threshold, value: 1 } : threshold)) }, ['기준값 1개가 바뀜.']],
		['the metrics', { versions: { ...before.versions, metrics: 'm2' } }, ['집계 방법의 판이 바뀜.']],
		['the masters', { versions: { ...before.versions, masters: '2026-12-01' } }, ['노선·정류장 목록의 판이 바뀜.']],
	])('%s', (_, change, sentences) => {
		expect(changesSinceLastEdition(before, { ...before, ...change })).toEqual(sentences);
	});

	test('is not asked of a first edition or of another day', () => {
		expect(changesSinceLastEdition(null, before)).toEqual([]);
		expect(changesSinceLastEdition({ ...before, serviceDate: '2026-11-18' }, before)).toEqual([]);
	});

	test('names three routes and counts the rest', () => {
		const routes = before.routes.map((route, index) => ({ ...route, boardings: route.boardings + index }));
		expect(changesSinceLastEdition(before, { ...before, routes })[0]).toMatch(/^승차 인원이 바뀐 노선: .+ 노선 \+11명, .+ 노선 \+10명, .+ 노선 \+9명 외 8개 노선\.$/);
	});
});
