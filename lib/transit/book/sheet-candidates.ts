import { COLOURS, FONT, setText } from '../../report/workbook-style';
import type { Worksheet } from '../../vendor/exceljs';
import { officialDate } from '../../calendar/day';
import type { BusReportModel, Candidate } from '../model';
import { fillCell, fillHeads, type Column } from './table';
import { dayTypeName, free } from './words';

const MOST_EVIDENCE = 3;

/** `검토 대상`, or `관찰 (8일)`: below the days that a judgement needs, nothing is judged. */
export const stageName = ({ stage, observedDays }: Candidate): string => (stage === 'review' ? '검토 대상' : `관찰 (${observedDays}일)`);

/** `최대 재차인원(추정) 63명, 운행 9회`. */
export const numbersOf = ({ numbers }: Candidate): string => numbers.map(({ name, value, unit }) => `${name} ${free(value)}${unit}`).join(', ');

function evidenceOf({ evidence }: Candidate): string {
	const lines = evidence.slice(0, MOST_EVIDENCE).map(({ table, key, date, value }) => `${officialDate(date)} ${table} ${key} = ${free(value)}`);
	if (evidence.length > MOST_EVIDENCE) lines.push(`그 밖 ${evidence.length - MOST_EVIDENCE}건`);
	return lines.join('\n');
}

/** Columns of 9 검토 대상 that are printed; the evidence beyond is for the screen. */
export const CANDIDATE_PRINT_COLUMNS = 14;

/** Columns of 9 검토 대상; 검토 의견 and 담당자 are for the department to fill in. */
export const CANDIDATE_COLUMNS: ReadonlyArray<Column<Candidate>> = [
	{ title: '단계', width: 11, kind: 'level', of: stageName },
	{ title: '유형', width: 17, kind: 'text', of: (row) => row.kindName },
	{ title: '운수사', width: 13, kind: 'text', of: (row) => row.operator },
	{ title: '노선', width: 10, kind: 'text', of: (row) => row.routeName },
	{ title: '인가권자', width: 11, kind: 'text', of: (row) => row.licensingAuthority },
	{ title: '구간·시간대', width: 24, kind: 'text', of: (row) => row.where },
	{ title: '수치', width: 24, kind: 'text', of: numbersOf },
	{ title: '충족', group: '일수', width: 6, kind: 'count', of: (row) => row.metDays },
	{ title: '관찰', group: '일수', width: 6, kind: 'count', of: (row) => row.observedDays },
	{ title: '날 유형', group: '일수', width: 10, kind: 'word', of: (row) => dayTypeName(row.dayType) },
	{ title: '적용 기준', width: 30, kind: 'text', of: (row) => row.rule },
	{ title: '유의사항', width: 28, kind: 'text', of: (row) => row.caution },
	{ title: '검토 의견', width: 18, kind: 'blank', of: () => null },
	{ title: '담당자', width: 9, kind: 'blank', of: () => null },
	{ title: '근거 자료(날짜, 표, 키, 값)', width: 66, kind: 'text', of: evidenceOf },
];

/** Candidates in the order of the sheet: to review before to watch, most days met first. */
export const candidateRows = (candidates: readonly Candidate[]): Candidate[] =>
	[...candidates].sort((a, b) => stageRank(a) - stageRank(b) || b.metDays - a.metDays || (a.candidateId < b.candidateId ? -1 : 1));

const stageRank = ({ stage }: Candidate) => (stage === 'review' ? 0 : 1);

/** Who answers for the thresholds. */
export function signOffOf({ thresholdsSignedOffBy: by }: Pick<BusReportModel, 'thresholdsSignedOffBy'>): string {
	return by === null ? '기준 미확인: 담당 부서의 확인을 받은 뒤 활용하시기 바랍니다.' : `기준 확인: ${by.name} (${officialDate(by.date)})`;
}

/** Writes the thresholds under the candidates, with who signed them off; answers the next free row. */
export function writeThresholds(sheet: Worksheet, model: Pick<BusReportModel, 'thresholds' | 'thresholdsSignedOffBy'>, at: number): number {
	const title = sheet.getRow(at).getCell(1);
	setText(title, `□ 적용 기준값 · ${signOffOf(model)}`);
	title.font = { name: FONT, size: 11, bold: true, color: { argb: COLOURS.blue } };
	const columns: ReadonlyArray<Column<BusReportModel['thresholds'][number]>> = [
		{ title: '값', width: 11, kind: 'word', of: ({ value, unit }) => `${free(value)}${unit}` },
		{ title: '기준', width: 60, kind: 'text', of: ({ name }) => name },
	];
	fillHeads((number) => sheet.getRow(number), at + 1, columns);
	sheet.mergeCells(at + 1, 2, at + 1, 5);
	model.thresholds.forEach((threshold, index) => {
		const row = sheet.getRow(at + 2 + index);
		columns.forEach((column, place) => fillCell(row.getCell(place + 1), column.kind, column.of(threshold)));
		sheet.mergeCells(at + 2 + index, 2, at + 2 + index, 5);
	});
	return at + 2 + model.thresholds.length;
}
