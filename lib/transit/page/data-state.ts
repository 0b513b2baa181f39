import { officialDate } from '../../calendar/day';
import { html, type Html, nothing } from '../../report/markup';
import { count, free, moment, NONE, percent } from '../book/words';
import type { BusReportModel, ChainAccuracy, DataState, Grade, QualityCheck, Verdict } from '../model';
import { dayList } from './head';
import { paragraph, section, verdictMark, verdictName } from './parts';
import { type Column, dataTable } from './table';

const GRADES: Readonly<Record<Grade, string>> = { A: '활용 가능', B: '유의하여 활용', C: '참고만', D: '활용 불가' };
const VERDICT_ORDER: readonly Verdict[] = ['bad', 'warn', 'unknown', 'good'];

/** A figure of a check: a share where the check has one, else a count. */
const figureOf = ({ rate }: QualityCheck, value: number | null): string => (rate === null ? free(value) : percent(value));

const limitOf = ({ limitsAre }: QualityCheck, value: number | null): string => (limitsAre === 'share' ? percent(value) : free(value));

const limits = (check: QualityCheck): string => (check.warnAt === null && check.badAt === null ? NONE : `${limitOf(check, check.warnAt)} / ${limitOf(check, check.badAt)}`);

const CHECKS: ReadonlyArray<Column<QualityCheck>> = [
	{ title: '점검 항목', of: (check) => check.name },
	{ title: '판정', of: (check) => verdictMark(check.verdict), look: 'tight' },
	{ title: '값', of: (check) => figureOf(check, check.rate ?? check.numerator), look: 'num' },
	{ title: '평소', of: (check) => figureOf(check, check.usual), look: 'num' },
	{ title: '기준(주의 / 이상)', of: limits, look: 'num' },
	{ title: '점검 결과', of: (check) => check.finding, look: 'prose' },
];

const REJECTS: ReadonlyArray<Column<DataState['rejects'][number]>> = [
	{ title: '제외 사유', of: (row) => row.reason },
	{ title: '건수', of: (row) => count(row.count), look: 'num' },
	{ title: '처음 나온 곳', of: (row) => row.firstPlace, look: 'prose' },
];

const SOURCES: ReadonlyArray<Column<DataState['sources'][number]>> = [
	{ title: '수집일', of: (row) => row.sourceId, look: 'tight' },
	{ title: '구분', of: (row) => (row.state === 'final' ? '확정' : '잠정'), look: 'tight' },
	{ title: '서식', of: (row) => row.layout },
	{ title: '파일', of: (row) => `${count(row.files.length)}개`, look: 'num' },
	{ title: '읽은 행', of: (row) => count(row.read), look: 'num' },
	{ title: '반영', of: (row) => count(row.kept), look: 'num' },
	{ title: '제외', of: (row) => count(row.rejected), look: 'num' },
	{ title: '중복', of: (row) => count(row.duplicates), look: 'num' },
	{ title: '저장 일시', of: (row) => moment(row.ingestedAt), look: 'tight' },
];

/** How well missing alightings were found again, in a sentence. */
export function chainWords(chain: ChainAccuracy | null): string {
	if (chain === null) return '하차 정류장 추정(통행 사슬)은 하지 않음.';
	const share = (part: number) => percent(chain.found === 0 ? null : part / chain.found);
	return `하차 기록이 없는 ${count(chain.missingAlightings)}건 중 ${count(chain.chained)}건의 하차 정류장을 통행 사슬(도보 ${count(chain.walkLimitM)}m 이내)로 추정함. 하차 기록이 있는 ${count(chain.tried)}건을 가리고 시험한 결과 ${count(chain.found)}건을 찾았으며, 그중 같은 정류장 ${share(chain.exact)}, 두 정류장 이내 ${share(chain.withinTwoStops)}임.`;
}

function compared({ comparedWith, leftOut }: DataState): Html {
	const usual = comparedWith.length === 0 ? '비교할 수 있는 같은 요일 유형의 날이 아직 없음.' : `${dayList(comparedWith)} (${count(comparedWith.length)}일)`;
	const left = leftOut.length === 0 ? nothing : html`<dt>비교에서 제외한 날</dt><dd>${leftOut.map(({ date, reason }) => `${officialDate(date)}(${reason})`).join(', ')}</dd>`;
	return html`<dt>평소로 본 날</dt><dd>${usual}</dd>${left}`;
}

/** The state of the data, before any figure: grade, what must not be concluded, checks, rejects, sources. */
export function dataState({ dataState: state }: BusReportModel): Html {
	const tally = VERDICT_ORDER.map((verdict) => [verdict, state.checks.filter((check) => check.verdict === verdict).length] as const);
	const checks = VERDICT_ORDER.flatMap((verdict) => state.checks.filter((check) => check.verdict === verdict));
	const summary = tally.filter(([, number]) => number > 0).map(([verdict, number]) => `${verdictName(verdict)} ${number}`).join(' · ');
	return section('state', '자료 상태', '수치를 보기 전에 확인하시기 바랍니다.', [
		html`<div class="grade g-${state.grade}"><p class="letter"><span>자료 등급</span><b>${state.grade}</b><span>${GRADES[state.grade]}</span></p><div><h3>이 자료로 결론 내리지 말아야 할 것</h3><p class="caution">${state.caution}</p><p class="small">점검 ${state.checks.length}개 항목: ${summary === '' ? '점검 결과 없음' : summary}</p></div></div>`,
		dataTable(CHECKS, checks, { caption: '자료 점검 결과(이상·주의 항목부터)', none: '자료 점검 결과가 없음.' }),
		html`<div class="two"><div><h3>제외한 행</h3>${dataTable(REJECTS, state.rejects, { caption: '읽지 못하여 제외한 행', quiet: true, none: '제외한 행이 없음.' })}</div><div><h3>비교와 추정</h3><dl class="notes">${compared(state)}<dt>하차 추정</dt><dd>${chainWords(state.chain)}</dd></dl></div></div>`,
		html`<h3>원천 자료</h3>`,
		dataTable(SOURCES, state.sources, { caption: '반영한 원천 자료(행)', quiet: true, none: '반영한 원천 자료가 없음.' }),
		state.grade === 'D' ? paragraph('자료 등급이 D이므로 아래 수치는 자료 점검용으로만 보시기 바랍니다.', 'leak') : nothing,
	]);
}
