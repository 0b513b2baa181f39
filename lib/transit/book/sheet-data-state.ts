import { officialDate } from '../../calendar/day';
import type { Worksheet } from '../../vendor/exceljs';
import type { BusReportModel, Grade, QualityCheck, Verdict } from '../model';
import { PageSheet, type PageColumn } from './page-sheet';
import { count, dayWithName, free, moment, percent, standing } from './words';

export const VERDICTS: Readonly<Record<Verdict, string>> = { good: '정상', warn: '주의', bad: '이상', unknown: '판단 불가' };
export const GRADES: Readonly<Record<Grade, string>> = { A: '활용 가능', B: '유의하여 활용', C: '참고만', D: '활용 불가' };
const GROUNDS: Readonly<Record<Grade, string>> = { A: 'FFDDF1E4', B: 'FFFFF0C9', C: 'FFFFE0B8', D: 'FFF8D7D3' };

/** A value of a check in its own terms: a share where it has one, else the plain number. */
const inTerms = (check: QualityCheck, value: number | null): string => (check.denominator === null ? free(value) : percent(value));

const limitOf = ({ limitsAre }: QualityCheck, value: number | null): string => (limitsAre === 'share' ? percent(value) : free(value));

const CHECKS: ReadonlyArray<PageColumn<QualityCheck>> = [
	{ title: '점검 항목', span: 2, kind: 'text', of: (row) => row.name },
	{ title: '판정', span: 1, kind: 'level', of: (row) => VERDICTS[row.verdict] },
	{ title: '해당 / 전체', span: 2, kind: 'word', of: (row) => (row.denominator === null ? count(row.numerator) : `${count(row.numerator)} / ${count(row.denominator)}`) },
	{ title: '비율', span: 1, kind: 'percent', of: (row) => row.rate },
	{ title: '평소', span: 1, kind: 'word', of: (row) => inTerms(row, row.usual) },
	{ title: '주의 기준', span: 1, kind: 'word', of: (row) => limitOf(row, row.warnAt) },
	{ title: '이상 기준', span: 1, kind: 'word', of: (row) => limitOf(row, row.badAt) },
	{ title: '점검 결과', span: 3, kind: 'text', of: (row) => row.finding },
];

/** 1 자료 상태: whether the day's data can be used, and for what not; comes before any figure. */
export function writeDataState(sheet: Worksheet, model: BusReportModel): void {
	const { dataState: state } = model;
	const page = new PageSheet(sheet, {
		title: `자료 상태 · ${dayWithName(model)}`,
		standing: standing(model),
		note: `${model.city} ${model.department} · 수치를 보기 전에 먼저 확인하는 면입니다. 비율의 분모는 각 항목의 전체 건수입니다.`,
	});
	page.banner(`자료 등급 ${state.grade} (${GRADES[state.grade]}) · ${state.caution}`, GROUNDS[state.grade]);
	page.section('점검 결과');
	page.table(CHECKS, state.checks, '점검 결과가 없습니다.');
	page.section('읽지 못한 행(사유별)');
	page.table(
		[
			{ title: '사유', span: 5, kind: 'text', of: (row) => row.reason },
			{ title: '건수', span: 2, kind: 'count', of: (row) => row.count },
			{ title: '처음 나온 곳', span: 5, kind: 'text', of: (row) => row.firstPlace },
		],
		state.rejects,
		'읽지 못한 행이 없습니다.',
	);
	page.section('원천 자료');
	page.table(
		[
			{ title: '자료', span: 2, kind: 'text', of: (row) => row.sourceId },
			{ title: '구분', span: 1, kind: 'word', of: (row) => (row.state === 'final' ? '전체' : '일부') },
			{ title: '형식', span: 2, kind: 'text', of: (row) => row.layout },
			{ title: '읽은 행', span: 1, kind: 'count', of: (row) => row.read },
			{ title: '반영', span: 1, kind: 'count', of: (row) => row.kept },
			{ title: '제외', span: 1, kind: 'count', of: (row) => row.rejected },
			{ title: '중복', span: 1, kind: 'count', of: (row) => row.duplicates },
			{ title: '적재 일시', span: 3, kind: 'word', of: (row) => moment(row.ingestedAt) },
		],
		state.sources,
		'원천 자료가 없습니다.',
	);
	page.section('원천 파일');
	page.table(
		[
			{ title: '파일명', span: 5, kind: 'text', of: (row) => row.name },
			{ title: '행 수', span: 2, kind: 'count', of: (row) => row.rows },
			{ title: '파일 확인값(SHA-256)', span: 5, kind: 'text', of: (row) => row.sha256 },
		],
		state.sources.flatMap(({ files }) => files),
		'원천 파일이 없습니다.',
	);
	writeComparison(page, model);
	writeChain(page, model);
	page.done();
}

function writeComparison(page: PageSheet, { dataState: state }: BusReportModel): void {
	page.section('평소로 본 날과 뺀 날');
	const days = state.comparedWith.map((day) => officialDate(day)).join(', ');
	page.sentence(days === '' ? '비교할 날이 없어 평소와 견주지 않았습니다.' : `평소(중앙값)로 본 날 ${state.comparedWith.length}일: ${days}`);
	page.table(
		[
			{ title: '뺀 날', span: 3, kind: 'day', of: (row) => row.date },
			{ title: '뺀 이유', span: 9, kind: 'text', of: (row) => row.reason },
		],
		state.leftOut,
		'평소에서 뺀 날이 없습니다.',
	);
}

function writeChain(page: PageSheet, { dataState: { chain } }: BusReportModel): void {
	page.section('통행 사슬(하차 추정)의 정확도');
	if (chain === null) {
		page.sentence('통행 사슬을 적용하지 않았습니다. 추정 열은 비어 있습니다.');
		return;
	}
	const share = (part: number, whole: number) => (whole === 0 ? '-' : percent(part / whole));
	page.pairs([
		[
			['하차 없음', `${count(chain.missingAlightings)}건`],
			['추정', `${count(chain.chained)}건(${share(chain.chained, chain.missingAlightings)})`],
		],
		[
			['시험 건수', `${count(chain.tried)}건`],
			['찾은 비율', `${count(chain.found)}건(${share(chain.found, chain.tried)})`],
		],
		[
			['정류장 일치', `${count(chain.exact)}건(찾은 건의 ${share(chain.exact, chain.found)})`],
			['두 정류장 이내', `${count(chain.withinTwoStops)}건(찾은 건의 ${share(chain.withinTwoStops, chain.found)})`],
		],
	]);
	page.sentence(`하차 태그가 있는 거래의 하차를 가린 뒤 통행 사슬로 다시 찾아 본 결과입니다. 걷는 거리의 한도는 ${count(chain.walkLimitM)}m입니다.`);
}
