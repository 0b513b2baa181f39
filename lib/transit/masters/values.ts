import { isDay } from '../../calendar/day';
import type { ValueType } from './fields';

/** A cell's value; null where it is empty. */
export type CellResult = { value: string | null } | { fault: string };

const EMPTY = new Set(['', '~', '-', 'NULL', 'null', 'N/A', '\\N']);
const WORDS = {
	unit: { 편도: 'oneWay', 왕복: 'roundTrip', oneway: 'oneWay', roundtrip: 'roundTrip' },
	size: { 대형: 'large', 중형: 'medium', 소형: 'small', large: 'large', medium: 'medium', small: 'small' },
	flag: { Y: 'true', N: 'false', '1': 'true', '0': 'false', TRUE: 'true', FALSE: 'false', true: 'true', false: 'false', 예: 'true', 아니오: 'false', O: 'true', X: 'false', 여: 'true', 부: 'false', 금지: 'true', 허용: 'false' },
	direction: { 상행: 'out', 하행: 'in', 왕복: 'round', 기점: 'out', 종점: 'in', 정: 'out', 역: 'in', 정방향: 'out', 역방향: 'in', 순방향: 'out', out: 'out', in: 'in', round: 'round' },
} as const satisfies Partial<Record<ValueType, Record<string, string>>>;

/** Reads a cell as its field's type, into the text that the engine takes. Empty and `~` are not known. */
export function readCell(text: string, type: ValueType): CellResult {
	const trimmed = text.trim();
	if (EMPTY.has(trimmed)) return { value: null };
	switch (type) {
		case 'text':
			return { value: trimmed };
		// A spreadsheet turns an id into a number and back.
		case 'id':
			return { value: trimmed.replace(/^(\d+)\.0+$/, '$1') };
		case 'ars':
			return { value: trimmed.replace(/^(\d+)\.0+$/, '$1').replaceAll(/[\s-]/g, '').replace(/^0*$/, '') || null };
		case 'whole':
		case 'number':
			return numberText(trimmed, type === 'whole');
		case 'order':
			return /^0*\d{1,4}(?:\.0+)?$/.test(trimmed) ? { value: String(Number(trimmed)) } : { fault: `순번이 아닌 값 '${short(trimmed)}'` };
		case 'day':
			return dayText(trimmed);
		case 'time':
			return timeText(trimmed);
		default:
			return wordText(trimmed, WORDS[type]);
	}
}

function wordText(text: string, words: Readonly<Record<string, string>>): CellResult {
	const value = Object.hasOwn(words, text) ? words[text] : undefined;
	return value === undefined ? { fault: `알 수 없는 값 '${short(text)}'` } : { value };
}

function numberText(text: string, whole: boolean): CellResult {
	const plain = text.replaceAll(',', '');
	const value = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
	if (!Number.isFinite(value) || (whole && (!Number.isInteger(value) || Math.abs(value) > 2_147_483_647))) return { fault: `숫자가 아닌 값 '${short(text)}'` };
	return { value: String(value) };
}

function dayText(text: string): CellResult {
	const parts = /^(\d{4})\D{0,2}(\d{1,2})\D{0,2}(\d{1,2})(?:\D.*)?$/.exec(text);
	const day = parts ? [parts[1], parts[2]?.padStart(2, '0'), parts[3]?.padStart(2, '0')].join('-') : '';
	return isDay(day) ? { value: day } : { fault: `날짜가 아닌 값 '${short(text)}'` };
}

/** `YYYY-MM-DD HH:MM:SS`, or `HH:MM:SS` (hours may go over 24) where the cell has no day. */
function timeText(text: string): CellResult {
	const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
	const full = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?$/.exec(text) ?? /^(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D{1,3}(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/.exec(text);
	const [hour, minute, second] = clock ? clock.slice(1) : full ? full.slice(4) : [];
	if (hour === undefined || minute === undefined || Number(minute) > 59 || Number(second ?? 0) > 59 || Number(hour) > (clock ? 30 : 23)) return { fault: `일시가 아닌 값 '${short(text)}'` };
	const time = [hour.padStart(2, '0'), minute, second ?? '00'].join(':');
	if (!full) return { value: time };
	const day = dayText(full.slice(1, 4).join('-'));
	return 'value' in day ? { value: `${day.value} ${time}` } : day;
}

/** What may stand in an error: never long digits. */
const short = (text: string) => text.slice(0, 20).replaceAll(/\d{8,}/g, '********');
