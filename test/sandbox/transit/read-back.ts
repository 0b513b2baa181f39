import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';

import { type Field, type LayoutId, LAYOUTS } from '../../../sandbox/transit/layouts.mts';
import type { Truth } from '../../../sandbox/transit/truth.mts';

export type Row = Partial<Record<Field, string>>;

/** The rows of a generated day as a careful reader takes them: whole rows with a real boarding time, each once. */
export function rowsOf(folder: string, truth: Truth): { rows: Row[]; unreadable: number; repeated: number } {
	const layout = LAYOUTS[truth.layout as LayoutId];
	const lines = truth.files.flatMap(({ name }) => {
		const bytes = readFileSync(join(folder, name));
		const text = truth.encoding === 'cp949' ? iconv.decode(bytes, 'cp949') : bytes.toString('utf8');
		return text.split('\n').slice(layout.header ? 1 : 0, -1);
	});
	const distinct = new Set<string>();
	const rows: Row[] = [];
	let [unreadable, repeated] = [0, 0];
	for (const line of lines) {
		const cells = layout.quoted ? line.slice(1, -1).split(`"${layout.delimiter}"`) : line.split(layout.delimiter);
		const row: Row = {};
		// 발권일시 repeats 승차일시: the first column of a kind counts
		layout.columns.forEach(([, field], index) => (row[field] ??= cells[index] ?? ''));
		const boarded = row.boardedAt ?? `${row.boardedDate ?? ''}${row.boardedTime ?? ''}`;
		if (cells.length !== layout.columns.length || !/^2026/.test(boarded) || boarded.includes('99')) unreadable += 1;
		else if (distinct.has(line)) repeated += 1;
		else {
			distinct.add(line);
			rows.push(row);
		}
	}
	return { rows, unreadable, repeated };
}

/** Fourteen digits of boarding or alighting, or '' where there is none. */
export function timeOf(row: Row, which: 'boarded' | 'alighted'): string {
	const whole = which === 'boarded' ? row.boardedAt : row.alightedAt;
	const parts = which === 'boarded' ? [row.boardedDate, row.boardedTime] : [row.alightedDate, row.alightedTime];
	return (whole ?? parts.join('')).replace(/\D/g, '');
}

/** Operating hour of a time of the day or its night: 4 to 27. */
export function hourOf(time: string): number {
	const hour = Number(time.slice(8, 10));
	return hour < 4 ? hour + 24 : hour;
}
