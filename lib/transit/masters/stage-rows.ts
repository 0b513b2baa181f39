import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { ValidationError } from '../../errors';
import type { MasterKind } from '../lake/manifest';
import { isMasterField, KIND_FIELDS, MASTER_FIELDS, type MasterFieldId } from './fields';
import type { MasterMatch } from './match';
import type { SmallSheet } from './read-table';
import { mendPosition, mendTimes, RECORDS, type MasterDefaults, type RowValues } from './records';
import { readCell } from './values';

const CHUNK = 1 << 20;
const NAMED_LINES = 5;
/** More rows that cannot be read than this share: the file is taken for another one, or broken. */
const BAD_ROWS_LIMIT = 0.2;

/** Rows of a sheet, read and checked, in one CSV a kind for the engine. */
export interface StagedRows {
	/** What the sheet is for; it may fill gaps of other kinds. */
	kind: MasterKind;
	files: { kind: MasterKind; path: string; fills: boolean }[];
	rows: number;
	skipped: number;
	warnings: string[];
}

/**
 * Reads a sheet's rows into CSV files for the engine. Rows that cannot be read are skipped and named by line; a value that
 * cannot be read, of a field that need not be there, is left empty and counted.
 * @throws ValidationError `masterRows` where no row, or too few, can be read
 */
export function stageRows(sheet: SmallSheet, match: MasterMatch, fileName: string, defaults: MasterDefaults, folder: string, id: string): StagedRows {
	const [kind] = match.kinds;
	if (kind === undefined) throw new TypeError('match without a kind');
	const outputs = match.kinds.map((one) => ({ kind: one, fills: one !== kind, path: join(folder, `${id}-${one}.csv`) }));
	const writers = outputs.map(({ kind: one, path }) => ({ kind: one, writer: new CsvWriter(path) }));
	const tally = new Tally();
	let rows = 0;
	try {
		sheet.each((cells, line) => {
			if (line <= match.headerLine) return;
			const read = readRow(cells, sheet.isText, match, kind, tally, line);
			if ('fault' in read) return tally.skip(line, read.fault);
			rows += 1;
			for (const { kind: one, writer } of writers) writer.put([String(rows), ...RECORDS[one](read.row, defaults)]);
		});
	} finally {
		for (const { writer } of writers) writer.close();
	}
	const where = sheet.name === '' ? fileName : `${fileName}의 '${sheet.name}' 시트`;
	if (rows === 0 || tally.skipped > (rows + tally.skipped) * BAD_ROWS_LIMIT) throw tooBad(where, rows, tally);
	return { kind, files: outputs, rows, skipped: tally.skipped, warnings: tally.warnings() };
}

function readRow(cells: readonly string[], isText: boolean, match: MasterMatch, kind: MasterKind, tally: Tally, line: number): { row: RowValues } | { fault: string } {
	if (isText && cells.length < match.width) return { fault: `열이 ${match.width}개가 아니라 ${cells.length}개임` };
	if (isText && cells.slice(match.width).some((cell) => cell !== '')) return { fault: `열이 ${match.width}개보다 많음` };
	const row: RowValues = {};
	const required: readonly MasterFieldId[] = KIND_FIELDS[kind].required;
	for (const field of Object.keys(match.columns).filter(isMasterField)) {
		const { name, type } = MASTER_FIELDS[field];
		const spec = match.layout.fields[field];
		const text = cells[match.columns[field] ?? -1] ?? '';
		const word = spec?.values?.[text];
		const result = word === undefined ? readCell(text, type) : readCell(word, type);
		if ('fault' in result) {
			if (required.includes(field)) return { fault: `${name}: ${result.fault}` };
			tally.empty(name, line);
		} else if (result.value !== null) row[field] = result.value;
	}
	const position = mendPosition(row);
	if (position) tally[position] += 1;
	if (kind === 'run_log' && !mendTimes(row)) return { fault: '운행일자와 출발일시로 운행한 날을 알 수 없음' };
	const missing = required.find((field) => row[field] === undefined);
	if (missing) return { fault: `${MASTER_FIELDS[missing].name} 없음` };
	if (kind === 'stop' && row.stop === undefined && row.ars === undefined) return { fault: '정류장ID와 정류장 번호가 모두 없음' };
	return { row };
}

/** What could not be read, for the warnings. */
class Tally {
	skipped = 0;
	swapped = 0;
	outside = 0;
	readonly named: string[] = [];
	private readonly emptied = new Map<string, number[]>();

	skip(line: number, fault: string): void {
		this.skipped += 1;
		if (this.named.length < NAMED_LINES) this.named.push(`${line.toLocaleString('ko-KR')}행(${fault})`);
	}

	empty(name: string, line: number): void {
		const lines = this.emptied.get(name) ?? [];
		lines.push(line);
		this.emptied.set(name, lines);
	}

	skippedText(): string {
		const more = this.skipped - this.named.length;
		return `${this.named.join(', ')}${more > 0 ? ` 외 ${more.toLocaleString('ko-KR')}행` : ''}`;
	}

	warnings(): string[] {
		const warnings = this.skipped > 0 ? [`읽지 못하여 제외한 행: ${this.skippedText()}.`] : [];
		for (const [name, lines] of this.emptied) {
			const more = lines.length - NAMED_LINES;
			warnings.push(`${name} 값을 읽지 못하여 비워 둔 행: ${lines.slice(0, NAMED_LINES).map((line) => `${line.toLocaleString('ko-KR')}행`).join(', ')}${more > 0 ? ` 외 ${more.toLocaleString('ko-KR')}행` : ''}.`);
		}
		if (this.swapped > 0) warnings.push(`경도와 위도가 뒤바뀐 ${this.swapped.toLocaleString('ko-KR')}행을 바로잡았습니다.`);
		if (this.outside > 0) warnings.push(`좌표가 우리나라 밖인 ${this.outside.toLocaleString('ko-KR')}행은 좌표를 비워 두었습니다.`);
		return warnings;
	}
}

function tooBad(where: string, rows: number, tally: Tally): ValidationError {
	const what = rows + tally.skipped === 0 ? '머리글 아래에 자료가 없습니다' : `${(rows + tally.skipped).toLocaleString('ko-KR')}행 가운데 ${tally.skipped.toLocaleString('ko-KR')}행을 읽지 못하였습니다: ${tally.skippedText()}`;
	return new ValidationError('masterRows', `${where}: ${what}.`, '파일의 내용과 종류를 확인하고, 자료를 보낸 곳에서 다시 받거나 고쳐서 다시 등록하시기 바랍니다. 저장소는 바뀌지 않았습니다.');
}

/** Values in quotes; null as an empty field. */
class CsvWriter {
	private readonly file: number;
	private lines: string[] = [];
	private size = 0;

	constructor(path: string) {
		this.file = openSync(path, 'w', 0o600);
	}

	put(values: readonly (string | null)[]): void {
		const line = values.map((value) => (value === null ? '' : `"${value.replaceAll('"', '""')}"`)).join(',');
		this.lines.push(line);
		this.size += line.length;
		if (this.size > CHUNK) this.flush();
	}

	close(): void {
		this.flush();
		closeSync(this.file);
	}

	private flush(): void {
		if (this.lines.length > 0) writeSync(this.file, `${this.lines.join('\n')}\n`);
		this.lines = [];
		this.size = 0;
	}
}
