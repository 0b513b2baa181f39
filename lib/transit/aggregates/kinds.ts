/** Published tables of sums that can be read. */
export type AggregateKind = 'seoulMonth' | 'stcisLoad';

export const AGGREGATE_NAMES: Readonly<Record<AggregateKind, string>> = {
	seoulMonth: '서울시 버스노선별 정류장별 시간대별 승하차 인원(OA-12913)',
	stcisLoad: 'STCIS 노선별 차내 재차인원',
};
