import type { ColumnKind, LayoutFile } from './layout';

/** Of a column's values that are not null, this share must be of its kind. */
const ENOUGH = 0.75;
/** Fewer wrong values than this say nothing of the column, unless there are no more rows. */
const FEW = 3;
/** So many zeros are no persons on board. */
const MANY_ZEROS = 0.25;

const KINDS: Readonly<Record<ColumnKind, RegExp>> = {
	day: /^(?:19|20)\d{2}[-./]?(?:0[1-9]|1[0-2])[-./]?(?:0[1-9]|[12]\d|3[01])$/,
	time: /^(?:19|20)\d{2}[-./]?(?:0[1-9]|1[0-2])[-./]?(?:0[1-9]|[12]\d|3[01])[ T]?\d{2}:?\d{2}(?::?\d{2}(?:\.0+)?)?$/,
	count: /^\d{1,3}$/,
	number: /^-?\d{1,7}(?:\.\d+)?$/,
	code: /^[0-9A-Za-z]{1,6}$/,
	id: /^[0-9A-Za-z+/=_.:-]{1,128}$/,
	text: /^/,
};

/** Korean names of kinds, for errors. */
export const KIND_NAMES: Readonly<Record<ColumnKind, string>> = {
	day: '날짜',
	time: '일시',
	count: '세 자리 이하의 수',
	number: '수',
	code: '여섯 자 이하의 코드',
	id: 'ID',
	text: '글자',
};

export interface ColumnFault {
	/** From 0. */
	column: number;
	/** What the values look like, in Korean; never a value. */
	looksLike: string;
}

type Rows = readonly (readonly string[])[];

/** Columns of the sample that do not hold what the layout says, with what they hold instead. */
export function contentFaults(rows: Rows, kinds: readonly ColumnKind[], nulls: ReadonlySet<string>): ColumnFault[] {
	const faults: ColumnFault[] = [];
	for (const [column, kind] of kinds.entries()) {
		const values = valuesOf(rows, column, nulls);
		const wrong = values.filter((value) => isWrong(value, kind));
		const isSaid = wrong.length >= FEW || wrong.length === rows.length;
		if (isSaid && values.length - wrong.length < values.length * ENOUGH) faults.push({ column, looksLike: looksLike(wrong) });
	}
	return faults;
}

/** How many values of the sample are not of their column's kind: of two layouts that fit, the one with fewer is meant. */
export function wrongValues(rows: Rows, kinds: readonly ColumnKind[], nulls: ReadonlySet<string>): number {
	return kinds.reduce((sum, kind, column) => sum + valuesOf(rows, column, nulls).filter((value) => isWrong(value, kind)).length, 0);
}

/** An id must not be taken for a moment in time: that is what a shifted column looks like. */
const isWrong = (value: string, kind: ColumnKind) => !KINDS[kind].test(value) || (kind === 'id' && KINDS.time.test(value));

/**
 * Columns of small numbers that have changed places, told by what they must agree with: riders are never 0; seconds on
 * board are alighting less boarding.
 */
export function meaningFaults(rows: Rows, layout: LayoutFile, nulls: ReadonlySet<string>): ColumnFault[] {
	const faults: ColumnFault[] = [];
	const indexOf = (name: unknown) => (typeof name === 'string' ? layout.columns.findIndex((column) => column.name === name) : -1);
	const riders = indexOf(layout.fields.riders);
	if (riders !== -1) {
		const values = valuesOf(rows, riders, nulls);
		const zeros = values.filter((value) => /^0+$/.test(value)).length;
		if (zeros >= FEW && zeros > values.length * MANY_ZEROS) faults.push({ column: riders, looksLike: '0이 많은 수' });
	}
	const [seconds, on, off] = [indexOf(layout.fields.rideSeconds), indexOf(layout.fields.boardedAt), indexOf(layout.fields.alightedAt)];
	if (seconds !== -1 && on !== -1 && off !== -1) {
		let compared = 0;
		let agreeing = 0;
		for (const row of rows) {
			const [from, to, took] = [secondsOf(row[on]), secondsOf(row[off]), Number(row[seconds] ?? Number.NaN)];
			if (from === null || to === null || !Number.isFinite(took) || nulls.has(row[seconds] ?? '') || to <= from) continue;
			compared += 1;
			// Some feeds count minutes.
			if (Math.abs(to - from - took) <= 120 || Math.abs(to - from - took * 60) <= 120) agreeing += 1;
		}
		if (compared >= 20 && agreeing < compared / 2) faults.push({ column: seconds, looksLike: '하차일시와 승차일시의 차이와 맞지 않는 수' });
	}
	return faults;
}

function valuesOf(rows: Rows, column: number, nulls: ReadonlySet<string>): string[] {
	return rows.map((row) => (row[column] ?? '').trim()).filter((value) => value !== '' && !nulls.has(value));
}

function looksLike(values: readonly string[]): string {
	const most = (test: (value: string) => boolean) => values.filter(test).length > values.length / 2;
	if (most((value) => KINDS.time.test(value))) return '일시';
	if (most((value) => KINDS.day.test(value))) return '날짜';
	if (most((value) => /^\d+$/.test(value))) {
		const lengths = values.map((value) => value.length).sort((a, b) => a - b);
		return `${lengths[Math.floor(lengths.length / 2)] ?? 0}자리 숫자`;
	}
	if (most((value) => /[가-힣]/.test(value))) return '한글';
	return most((value) => KINDS.id.test(value)) ? '영문자와 숫자' : '글자';
}

function secondsOf(value: string | undefined): number | null {
	const digits = (value ?? '').replace(/\D/g, '');
	if (digits.length < 14) return null;
	const part = (from: number, to: number) => Number(digits.slice(from, to));
	return Date.UTC(part(0, 4), part(4, 6) - 1, part(6, 8), part(8, 10), part(10, 12), part(12, 14)) / 1000;
}
