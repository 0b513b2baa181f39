import { ValidationError } from '../../errors';
import { officialDate } from '../../calendar/day';
import type { BusReportModel, Candidate, RouteRow } from '../model';
import { fullestThatFits, HwpxPaper, writeBytes } from './hwpx';
import { cutTo } from './hwpx-text';
import { putFile, type BookFile } from './put-file';
import { numbersOf, signOffOf, stageName } from './sheet-candidates';
import { typeMeans, WEEK_HEADS, weekRows } from './trend-weeks';
import { bestOf, change, count, dayTypeName, dayWithName, directionName, drivenRuns, free, hourName, moment, percent, stateName } from './words';

/** What the officer adds; what is missing stands as `[입력]` in the document. */
export interface ReviewExtras {
	complaints?: { period: string; count: number | null; summary: string };
	alternatives?: readonly string[];
	expectedEffects?: readonly string[];
	author?: string;
}

const OPEN = '[입력]';
const ENOUGH_DAYS = 20;
/** Size of letters, evidence rows, cautions and places of a sentence, from full to short. */
const MEASURES = [
	{ bodyPt: 12, evidence: 8, cautions: 4, places: 240 },
	{ bodyPt: 12, evidence: 5, cautions: 4, places: 160 },
	{ bodyPt: 11, evidence: 5, cautions: 4, places: 160 },
	{ bodyPt: 11, evidence: 3, cautions: 3, places: 160 },
	{ bodyPt: 11, evidence: 3, cautions: 2, places: 80 },
] as const;
type Measure = (typeof MEASURES)[number];
const MOST_FILLED = 0.905;
const MOST_OWN_LINES = 4;

/**
 * 「노선조정 검토서」 of one candidate, two A4 pages at most, as HWPX marked 초안. An earlier file of that name is replaced.
 * Throws `unknownCandidate` where the model has no such candidate, and `bookFolder`, `hwpxInvalid`.
 */
export async function writeReviewSheet(model: BusReportModel, candidateId: string, extras: ReviewExtras, file: string): Promise<BookFile> {
	const candidate = model.candidates.find((one) => one.candidateId === candidateId);
	if (candidate === undefined) {
		throw new ValidationError(
			'unknownCandidate',
			`${officialDate(model.serviceDate)} 보고서 제${model.edition}판에 검토 대상 「${candidateId.slice(0, 80)}」이(가) 없습니다.`,
			'통합 문서의 「9 검토 대상」이나 검토 대상 항목의 candidateId를 확인하여 다시 지정하시기 바랍니다.',
		);
	}
	const made = await fullestThatFits(MEASURES.map((measure) => () => reviewPaper(model, candidate, extras, measure)), 2, MOST_FILLED);
	return await putFile(file, async (scratch) => await writeBytes(scratch, made));
}

function reviewPaper(model: BusReportModel, candidate: Candidate, extras: ReviewExtras, measure: Measure): HwpxPaper {
	const paper = new HwpxPaper({
		margins: { top: 5, bottom: 5, left: 20, right: 20 },
		bodyPt: measure.bodyPt,
		lineSpacing: 140,
		header: '초안',
		footer: `${model.city} ${model.department} · 자료 ${stateName(model.state)} 제${model.edition}판 · 정산 근거 아님(참고)`,
	});
	const say = (text: string) => cutTo(text, measure.places);
	paper.title(`${candidate.routeName}번 노선조정 검토서(초안)`);
	paper.pairs(
		[15, 35, 15, 35],
		[
			['노선', cutTo(candidate.routeName, 34), '운수사', cutTo(candidate.operator, 34)],
			['인가권자', cutTo(candidate.licensingAuthority || '확인 필요', 34), '검토 유형', cutTo(candidate.kindName, 34)],
			['단계', stageName(candidate), '기준 운행일자', dayWithName(model)],
			['작성 부서', cutTo(`${model.city} ${model.department}`, 34), '작성자', extras.author === undefined || extras.author.trim() === '' ? OPEN : cutTo(extras.author, 34)],
		],
	);
	presentState(paper, model, candidate, say);
	trend(paper, candidate);
	reasons(paper, model, candidate, say);
	complaints(paper, extras, say);
	paper.item('대안');
	ownLines(paper, extras.alternatives, say);
	paper.item('예상 영향');
	ownLines(paper, extras.expectedEffects, say, ['이용객: [입력]', '운행·재정: [입력]', '다른 노선·환승: [입력]']);
	paper.item('인가권자 및 협의');
	paper.point(`인가권자: ${candidate.licensingAuthority || '확인 필요'} · 협의 대상과 일정: ${OPEN}`);
	evidence(paper, model, candidate, measure);
	paper.item('유의사항');
	for (const caution of [candidate.caution, `자료 등급 ${model.dataState.grade}: ${model.dataState.caution}`, ...model.cautions].slice(0, measure.cautions)) paper.point(say(caution));
	return paper;
}

function presentState(paper: HwpxPaper, model: BusReportModel, candidate: Candidate, say: (text: string) => string): void {
	paper.item('현황');
	const route = model.routes.find(({ routeKey }) => routeKey === candidate.routeKey);
	if (route === undefined) {
		paper.point('기준 운행일자에 이 노선의 이용 자료가 없음');
		return;
	}
	const { value, kind } = bestOf(route.maxLoad);
	const unit = route.licensedUnit === null ? '' : route.licensedUnit === 'oneWay' ? '(편도)' : '(왕복)';
	paper.pairs(
		[18, 32, 18, 32],
		[
			['승차', `${count(route.boardings)}명`, '평소 대비', `${change(route.comparison.change)}(평소 ${count(route.comparison.usual)}명)`],
			['운행 / 인가', `${free(drivenRuns(route))}회 / ${free(route.licensedRuns)}회${unit}`, '준수율', route.compliance === null ? cutTo(route.complianceNote || '-', 34) : percent(route.compliance)],
			['첨두시간', `${hourName(route.peakHour)}(${percent(route.peakShare)})`, '최대 재차인원', value === null ? '-' : `${count(value)}명(${kind ?? ''})`],
			['운행당 승차', route.boardingsPerRun === null ? '-' : `${free(route.boardingsPerRun)}명`, '중복도 / 굴곡도', `${percent(route.duplication)} / ${free(route.circuity)}`],
		],
	);
	if (route.maxLoadAt !== null) paper.point(say(`최대 재차 구간: ${sectionName(route.maxLoadAt)}`));
	paper.point(say(`검토 구간·시간대: ${candidate.where}`));
}

function sectionName(at: NonNullable<RouteRow['maxLoadAt']>): string {
	return `${directionName(at.direction)} ${hourName(at.hour)} ${at.stopName}${at.nextStopName === null ? '' : ` → ${at.nextStopName}`}`;
}

function trend(paper: HwpxPaper, { trend: days }: Candidate): void {
	paper.item('최근 4주 추이(승차·최대 재차는 명, 운행은 회)');
	if (days.length === 0) {
		paper.point('이전 자료가 없음');
		return;
	}
	paper.table([17, 13, 10, 10, 10, 10, 10, 10, 10], WEEK_HEADS, weekRows(days));
	paper.point(typeMeans(days, dayTypeName).join(', '));
}

function reasons(paper: HwpxPaper, model: BusReportModel, candidate: Candidate, say: (text: string) => string): void {
	paper.item('검토 사유');
	paper.point(say(`적용 기준: ${candidate.rule}`));
	paper.point(say(`해당 수치: ${numbersOf(candidate)}`));
	paper.point(`해당 일수: ${dayTypeName(candidate.dayType)} ${count(candidate.observedDays)}일 중 ${count(candidate.metDays)}일`);
	if (candidate.stage === 'watch') paper.point(candidate.observedDays < ENOUGH_DAYS ? `같은 유형의 날이 ${ENOUGH_DAYS}일 미만이므로 판단하지 않고 관찰함` : '기준을 충족한 날이 부족하여 관찰함');
	paper.detail(say(signOffOf(model)));
}

function complaints(paper: HwpxPaper, { complaints: given }: ReviewExtras, say: (text: string) => string): void {
	paper.item('민원 현황');
	paper.point(say(`기간: ${given?.period.trim() || OPEN} · 건수: ${given?.count === null || given === undefined ? OPEN : `${count(given.count)}건`} · 주요 내용: ${given?.summary.trim() || OPEN}`));
}

function ownLines(paper: HwpxPaper, given: readonly string[] | undefined, say: (text: string) => string, open: readonly string[] = [OPEN]): void {
	const lines = (given ?? []).map((line) => line.trim()).filter((line) => line !== '');
	for (const line of lines.length === 0 ? open : lines.slice(0, MOST_OWN_LINES)) paper.point(say(line));
	if (lines.length > MOST_OWN_LINES) paper.detail(`그 밖 ${lines.length - MOST_OWN_LINES}건은 따로 붙임`);
}

function evidence(paper: HwpxPaper, model: BusReportModel, candidate: Candidate, measure: Measure): void {
	paper.item('근거 자료');
	paper.point(`자료 기준시각 ${moment(model.dataAsOf)}, ${stateName(model.state)} 제${model.edition}판 · 지표 판 ${cutTo(model.versions.metrics, 40)}`);
	const rows = candidate.evidence.slice(0, measure.evidence);
	if (rows.length > 0) paper.table([18, 20, 46, 16], ['날짜', '요약표', '키', '값'], rows.map((row) => [officialDate(row.date), row.table, cutTo(row.key, 56), free(row.value)]));
	if (candidate.evidence.length > rows.length) paper.remark(`그 밖 근거 ${count(candidate.evidence.length - rows.length)}건은 통합 문서 참조`);
}
