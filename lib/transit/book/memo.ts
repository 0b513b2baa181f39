import type { BusReportModel, Candidate, CrowdingRow } from '../model';
import { fullestThatFits, HwpxPaper, writeBytes, type PageLook } from './hwpx';
import { cutTo } from './hwpx-text';
import { putFile, type BookFile } from './put-file';
import { candidateRows, stageName } from './sheet-candidates';
import { GRADES } from './sheet-data-state';
import { bestOf, change, count, dayTypeName, dayWithName, directionName, hourName, moment, NOT_FOR_SETTLEMENT, stateName } from './words';

/** How much of everything the page takes, from full to short; `places` are half-width places of a sentence. */
interface Measure {
	rows: number;
	candidates: number;
	cautions: number;
	places: number;
}

const MEASURES: readonly Measure[] = [
	{ rows: 5, candidates: 5, cautions: 5, places: 164 },
	{ rows: 5, candidates: 5, cautions: 4, places: 164 },
	{ rows: 5, candidates: 4, cautions: 3, places: 164 },
	{ rows: 5, candidates: 3, cautions: 3, places: 164 },
	{ rows: 5, candidates: 3, cautions: 2, places: 164 },
	{ rows: 5, candidates: 5, cautions: 3, places: 78 },
	{ rows: 5, candidates: 3, cautions: 2, places: 78 },
	{ rows: 4, candidates: 3, cautions: 2, places: 78 },
	{ rows: 3, candidates: 2, cautions: 1, places: 78 },
];
/** Share of the sheet that may be filled: another program's line breaks must not push the last line onto a second page. */
const MOST_FILLED = 0.905;
const SUMMARY_LINES = 3;

/** 「시내버스 이용 현황 보고」 on one A4 as HWPX. An earlier file of that name is replaced. Throws `bookFolder`, `hwpxInvalid`. */
export async function writeMemo(model: BusReportModel, file: string): Promise<BookFile> {
	const made = await fullestThatFits(MEASURES.map((measure) => () => memo(model, measure)), 1, MOST_FILLED);
	return await putFile(file, async (scratch) => await writeBytes(scratch, made));
}

function memo(model: BusReportModel, measure: Measure): HwpxPaper {
	const look: PageLook = {
		margins: { top: 5, bottom: 5, left: 20, right: 20 },
		bodyPt: 11,
		lineSpacing: 130,
		header: '',
		footer: `${model.city} ${model.department} · ${stateName(model.state)} 제${model.edition}판 · ${NOT_FOR_SETTLEMENT}`,
	};
	const paper = new HwpxPaper(look);
	paper.title('시내버스 이용 현황 보고');
	const { grade, caution } = model.dataState;
	paper.item('기준일·자료 상태');
	paper.point(`운행일자 ${dayWithName(model)}, ${stateName(model.state)} 제${model.edition}판, 자료 기준시각 ${moment(model.dataAsOf)}`);
	paper.point(cutTo(`자료 등급 ${grade}(${GRADES[grade]}): ${caution}`, measure.places));
	paper.item('요약');
	for (const sentence of model.headline.slice(0, SUMMARY_LINES)) paper.point(cutTo(sentence, measure.places));
	unusual(paper, model, measure);
	crowded(paper, model, measure);
	review(paper, model, measure);
	paper.item('해석상 유의사항');
	for (const caution of model.cautions.slice(0, measure.cautions)) paper.point(cutTo(caution, measure.places));
	paper.remark(cutTo(`담당: ${model.city} ${model.department} ${model.contact}`, 78));
	return paper;
}

function unusual(paper: HwpxPaper, { unusualRoutes }: BusReportModel, { rows }: Measure): void {
	paper.item('평소와 다른 노선');
	if (unusualRoutes.length === 0) {
		paper.point('평소와 크게 다른 노선이 없거나 비교할 날이 부족함');
		return;
	}
	paper.table(
		[20, 16, 16, 14, 14, 20],
		['노선', '승차(명)', '평소(명)', '평소 대비', '전주 대비', '가능한 원인'],
		unusualRoutes
			.slice(0, rows)
			.map(({ routeName, boardings, comparison }) => [cutTo(routeName, 22), count(boardings), count(comparison.usual), change(comparison.change), change(comparison.lastWeekChange), '「확인 필요」']),
	);
}

/** The busiest section of each route and direction, busiest first. */
export function busiestSections(crowding: readonly CrowdingRow[], most: number): CrowdingRow[] {
	const seen = new Set<string>();
	return [...crowding]
		.sort((a, b) => (bestOf(b.maxLoad).value ?? -1) - (bestOf(a.maxLoad).value ?? -1) || a.hour - b.hour || (a.routeKey < b.routeKey ? -1 : 1))
		.filter((row) => {
			const key = `${row.routeKey}\0${row.direction}`;
			if (bestOf(row.maxLoad).value === null || seen.has(key)) return false;
			seen.add(key);
			return true;
		})
		.slice(0, most);
}

function levelOf({ overSeats, gyeonggi }: CrowdingRow): string {
	return overSeats !== null && overSeats > 0 ? `좌석 초과 ${count(overSeats)}명` : gyeonggi;
}

function crowded(paper: HwpxPaper, { crowding }: BusReportModel, { rows }: Measure): void {
	paper.item('혼잡 구간');
	const busiest = busiestSections(crowding, rows);
	if (busiest.length === 0) {
		paper.point('재차인원을 산출할 수 있는 노선이 없음');
		return;
	}
	paper.table(
		[16, 23, 27, 18, 16],
		['노선', '방향·시간대', '출발 정류장', '최대 재차(명)', '혼잡도(경기)'],
		busiest.map((row) => {
			const { value, kind } = bestOf(row.maxLoad);
			return [cutTo(row.routeName, 18), `${directionName(row.direction)} ${hourName(row.hour)}`, cutTo(row.stopName, 28), `${count(value)}(${kind ?? ''})`, levelOf(row)];
		}),
	);
}

function candidateLine(one: Candidate): string {
	const days = `${dayTypeName(one.dayType)} ${count(one.observedDays)}일 중 ${count(one.metDays)}일 해당`;
	return `[${stageName(one)}] ${one.routeName}번 ${one.kindName}: ${one.where}, ${days}(인가권자: ${one.licensingAuthority || '확인 필요'})`;
}

function review(paper: HwpxPaper, { candidates }: BusReportModel, { candidates: most, places }: Measure): void {
	paper.item('검토 필요');
	if (candidates.length === 0) paper.point('검토하거나 관찰할 노선이 없음');
	const rows = candidateRows(candidates);
	for (const one of rows.slice(0, most)) paper.point(cutTo(candidateLine(one), places));
	const rest = rows.slice(most);
	const watched = rest.filter(({ stage }) => stage === 'watch').length;
	if (rest.length > 0) paper.detail(`그 밖 검토 대상 ${count(rest.length - watched)}건, 관찰 ${count(watched)}건은 통합 문서 「9 검토 대상」 참조`);
}
