import { ConflictError, ValidationError } from '../../errors';
import type { Engine } from '../engine';
import type { LakeSource } from '../lake/manifest';
import { isRejectReason, REJECT_REASONS } from './reasons';

const SHOWN_PLACES = 3;

export const percent = (share: number): string => `${(share * 100).toLocaleString('ko-KR', { maximumFractionDigits: 1 })} %`;
export const count = (rows: number): string => rows.toLocaleString('ko-KR');

export function noRows(names: readonly string[]): ValidationError {
	return new ValidationError(
		'noRows',
		`${names.join(', ')}: 머리글만 있고 거래내역이 한 건도 없습니다.`,
		'자료를 보낸 곳에 그날의 거래내역이 만들어졌는지 확인하고 파일을 다시 받으시기 바랍니다.',
	);
}

export function wrongDay(feedDay: string, days: readonly { day: string; rows: number }[], read: number): ValidationError {
	const [most] = [...days].sort((a, b) => b.rows - a.rows);
	const own = days.find(({ day }) => day === feedDay)?.rows ?? 0;
	return new ValidationError(
		'wrongDay',
		`${feedDay} 자료로 받았으나 그날(04:00~다음 날 03:59)에 승차한 거래는 ${count(read)}건 중 ${count(own)}건뿐입니다.${most ? ` 가장 많은 날은 ${most.day}(${count(most.rows)}건)입니다.` : ''} 저장소에 넣지 않았습니다.`,
		'자료 일자와 파일이 서로 맞는지 확인한 뒤 다시 실행하시기 바랍니다.',
	);
}

/** With the first places of bad lines and the counts by reason, never what stands there. */
export async function tooManyRejects(engine: Engine, names: readonly string[], read: number, reasons: Readonly<Record<string, number>>, limit: number): Promise<ValidationError> {
	const rejected = Object.values(reasons).reduce((sum, rows) => sum + rows, 0);
	const first = await engine.rows<{ file_no: number; line: number; reason: string }>(`
		SELECT file_no, line, reason FROM (
			SELECT file_no, line, reason FROM lined WHERE reason IS NOT NULL UNION ALL BY NAME SELECT file_no, line, reason FROM line_rejects
		) ORDER BY file_no, line LIMIT ${SHOWN_PLACES}`);
	const places = first.map(({ file_no, line, reason }) => `${names[file_no] ?? ''} ${count(line)}행(${wordOf(reason)})`);
	const kinds = Object.entries(reasons).sort((a, b) => b[1] - a[1]).map(([reason, rows]) => `${wordOf(reason)} ${count(rows)}건`);
	return new ValidationError(
		'tooManyRejects',
		`읽은 ${count(read)}행 중 ${count(rejected)}행(${percent(rejected / read)})을 읽을 수 없어 한도 ${percent(limit)}를 넘으므로 저장소에 넣지 않았습니다. ${kinds.join(', ')}. 처음 나온 곳: ${places.join(', ')}.`,
		'해당 행을 확인하고 자료를 다시 받으시기 바랍니다. 그대로 쓰려면 노드의 "읽지 못한 행의 한도"를 높이시기 바랍니다.',
	);
}

export function codesNotCodes(name: string): ValidationError {
	return new ValidationError(
		'codesNotCodes',
		`${name}: 이용자 구분·교통수단·정산사·정산지역 열에 서로 다른 값이 너무 많아 코드로 볼 수 없습니다.`,
		'열 구성이 바뀌었는지 확인하고 노드의 "파일 형식"이나 "열 대응"을 고치시기 바랍니다.',
	);
}

export function seenBefore(name: string, source: LakeSource): ConflictError {
	return new ConflictError(
		'seenBefore',
		`${name}: 같은 내용의 파일이 이미 ${source.feedDay} 자료로 저장소에 있습니다.`,
		'자료 일자를 확인하고 그날의 파일을 다시 받으시기 바랍니다.',
	);
}

export function dayPurged(feedDay: string): ValidationError {
	return new ValidationError(
		'dayPurged',
		`${feedDay}의 거래내역은 보존기간이 지나 파기하였으므로 다시 넣을 수 없습니다.`,
		'그날의 집계와 보고서는 남아 있습니다. 다시 분석해야 하면 다른 저장소 폴더를 지정하시기 바랍니다.',
	);
}

export function mixedLayouts(first: string, firstLayout: string, other: string, otherLayout: string): ValidationError {
	return new ValidationError(
		'mixedLayouts',
		`한 번에 받은 파일의 형식이 서로 다릅니다: ${first}은(는) '${firstLayout}', ${other}은(는) '${otherLayout}'입니다.`,
		'형식이 다른 자료는 "자료 이름"을 다르게 하여 따로 넣으시기 바랍니다.',
	);
}

const wordOf = (reason: string) => (isRejectReason(reason) ? REJECT_REASONS[reason] : reason);
