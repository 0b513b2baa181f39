import { isDay } from '../../calendar/day';
import type { SuppliedQuote } from '../types';
import { readMoment } from './read-dates';

/** The cells of a quotation, in order. */
export const QUOTE_COLUMNS = ['발언자', '직위', '발언', '승인자', '승인일'] as const;

/** What is wrong with a line of quotations. */
export interface QuoteFault {
	/** From 1, empty lines counted. */
	line: number;
	/** Name of the cell, or empty where the whole line is meant. */
	column: string;
	message: string;
}

export interface QuoteLines {
	quotes: ReadonlyArray<Omit<SuppliedQuote, 'factNo'> & { line: number }>;
	faults: readonly QuoteFault[];
}

const MARKS = /^[“”"‘’'「『]+|[“”"‘’'」』]+$/g;

/** Quotations, one a line: `발언자 | 직위 | 발언 | 승인자 | 승인일`; the last two may be empty, then nobody has approved it. */
export function quoteLines(text: string): QuoteLines {
	const read = text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [quoteOf(line, index + 1)]));
	return { quotes: read.flatMap(({ quote, faults }) => (faults.length > 0 ? [] : [quote])), faults: read.flatMap(({ faults }) => faults) };
}

function quoteOf(text: string, line: number): { quote: QuoteLines['quotes'][number]; faults: QuoteFault[] } {
	const cells = text.split(text.includes('|') ? '|' : '\t').map((cell) => cell.trim());
	const [speaker = '', role = '', words = '', approvedBy = '', approved = ''] = cells;
	const approvedOn = approved === '' ? '' : (readMoment(approved, '2000-01-01')?.day ?? '');
	const quote = { line, speaker, role, text: words.replace(MARKS, '').trim(), approvedBy, approvedOn };
	const faults: QuoteFault[] = [];
	const add = (column: string, message: string) => faults.push({ line, column, message });
	if (cells.length < 3) add('', `칸이 ${cells.length}개뿐입니다. ${QUOTE_COLUMNS.join(' | ')} 순서로 적으시기 바랍니다.`);
	else if (cells.length > QUOTE_COLUMNS.length) add('', `칸이 ${cells.length}개로 많습니다. 발언 안의 | 표시를 지우시기 바랍니다.`);
	else {
		if (speaker === '') add('발언자', '비어 있습니다. 말한 사람의 성명을 적으시기 바랍니다.');
		if (role === '') add('직위', '비어 있습니다. 말한 사람의 직위를 적으시기 바랍니다.');
		if (quote.text === '') add('발언', '비어 있습니다. 말한 그대로 적으시기 바랍니다.');
		if (approved !== '' && !isDay(approvedOn)) add('승인일', '날짜가 아닙니다. 2026-11-20과 같은 형식으로 적으시기 바랍니다.');
	}
	return { quote, faults };
}
