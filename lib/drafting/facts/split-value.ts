import { officialDate } from '../../calendar/day';
import type { ProfileField, SuppliedQuote } from '../types';
import { quoteLines } from './quote-lines';
import { koreanWeekday, readMoment } from './read-dates';

/** A piece of a field that becomes one numbered fact. */
export interface Piece {
	text: string;
	quote: Omit<SuppliedQuote, 'factNo'> | null;
}

/** Item marks that people type before a line; the dash only where a blank follows (`-3도` stays). */
const MARK = /^\s*(?:[-*•‣·]\s+|[□○◦▪▫■●◎▶▷ㅇ]\s*)/;

/** A field's value as numbered facts: a line of `lines`, a row of `rows`, a quotation, else the whole value. */
export function splitValue(field: ProfileField, value: string, today: string): Piece[] {
	switch (field.kind) {
		case 'lines':
			return lines(value).map((text) => piece(text.replace(MARK, '').trim()));
		case 'rows':
			return rowsOf(field, value).map((cells) => piece(cells.join(' | ')));
		case 'quotes':
			return quoteLines(value).quotes.map(({ line: _line, ...quote }) => ({ text: `${quote.speaker} ${quote.role}: “${quote.text}”`, quote }));
		case 'date':
			return [piece(dateText(value, today))];
		default:
			return [piece(lines(value).join(' '))];
	}
}

/** The cells of a `rows` value: one row a line, cells between `|`, or between tabs where a table was pasted. A line that repeats the names of the columns is left out. */
export function rowsOf(field: Pick<ProfileField, 'columns'>, value: string): string[][] {
	return lines(value)
		.map((line) => line.replace(/^\|(.*)\|$/, '$1').split(line.includes('|') ? '|' : '\t').map((cell) => cell.trim()))
		.filter((cells) => cells.join('|') !== field.columns?.join('|') && !cells.every((cell) => /^:?-{2,}:?$/.test(cell)));
}

function piece(text: string): Piece {
	return { text, quote: null };
}

function lines(value: string): string[] {
	return value.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
}

/** In the spelling of offices where it can be read, else as typed. */
function dateText(value: string, today: string): string {
	const moment = readMoment(value, today);
	if (moment === null) return lines(value).join(' ');
	return `${officialDate(moment.day)}(${koreanWeekday(moment.day)})${moment.time === null ? '' : ` ${moment.time}`}`;
}
