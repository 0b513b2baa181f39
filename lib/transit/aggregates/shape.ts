/** Where the fields of a Seoul month are, as found from its headings or its first rows. */
export interface SeoulShape {
	/** Line of the headings, 0 = none. */
	headingLine: number;
	/** Fields before and after the 48 numbers. */
	front: number;
	tail: number;
	/** Place of 노선ID among the first fields, 0 = none. */
	routeIdAt: number;
	/** The standard stop id stands before the ARS number. */
	stopId: boolean;
	/** Place of 교통수단타입명 in the tail, 0 = none. */
	modeAt: number;
}

const NUMBERS = 48;
const cells = (line: string) => line.replaceAll('"', '').trim().split(',').map((cell) => cell.trim());
const isNumber = (cell: string | undefined) => cell !== undefined && /^\d+$/.test(cell);

/** Recognises Seoul's monthly table by its headings, or without them by 48 numbers behind a month; null where it is none. */
export function seoulShape(head: readonly string[]): SeoulShape | null {
	const at = head.findIndex((line) => line.includes('승차총승객수'));
	if (at !== -1) {
		const names = cells(head[at] ?? '');
		const isHour = (name: string) => /^\d{1,2}시[승하]차총승객수$/.test(name);
		const first = names.findIndex(isHour);
		const last = names.findLastIndex(isHour);
		if (last - first + 1 !== NUMBERS) return null;
		const rest = names.slice(last + 1);
		return { headingLine: at + 1, front: first, tail: rest.length, routeIdAt: names[1] === '노선ID' ? 2 : 0, stopId: names.slice(0, first).includes('표준버스정류장ID'), modeAt: rest.indexOf('교통수단타입명') + 1 };
	}
	return shapeWithoutHeadings(head.filter((line) => line.trim() !== '').map(cells));
}

function shapeWithoutHeadings(rows: readonly string[][]): SeoulShape | null {
	const widths = new Map<number, number>();
	for (const { length } of rows) widths.set(length, (widths.get(length) ?? 0) + 1);
	const [width = 0] = [...widths].sort((a, b) => b[1] - a[1])[0] ?? [];
	const usual = rows.filter(({ length }) => length === width);
	const share = (test: (row: string[]) => boolean) => usual.filter(test).length > usual.length * 0.9;
	if (!share((row) => /^(19|20)\d{4}$/.test(row[0] ?? ''))) return null;
	const dated = share((row) => /^20\d{6}$/.test(row[width - 1] ?? ''));
	const named = share((row) => !isNumber(row[width - (dated ? 2 : 1)]));
	const tail = (dated ? 1 : 0) + (named ? 2 : 0);
	const front = width - NUMBERS - tail;
	if (front < 5 || front > 7 || !share((row) => row.slice(front, front + NUMBERS).every(isNumber))) return null;
	const stopId = front === 7 || (front === 6 && share((row) => /^(\d{9}|~)$/.test(row[3] ?? '')));
	return { headingLine: 0, front, tail, routeIdAt: front === 7 || (front === 6 && !stopId) ? 2 : 0, stopId, modeAt: named ? 2 : 0 };
}

const STCIS_HOURS = Array.from({ length: 24 }, (_, index) => `${String((index + 4) % 24).padStart(2, '0')}시`);

/** Line of the headings of STCIS's 노선별 차내 재차인원, from 1; 0 where it is none. */
export function stcisHeadingLine(head: readonly string[]): number {
	const at = head.findIndex((line) => {
		const names = cells(line);
		return names.includes('기종점') && names.includes('정류장순번') && STCIS_HOURS.every((hour, index) => names[index + names.indexOf('04시')] === hour);
	});
	return at + 1;
}
