import { unapprovedWords } from '../facts/unapproved-words';
import type { SuppliedQuote, TextUnit, Trace } from '../types';

/** The traces with those of words that nobody has approved and that stand without quotation marks; what was traced inside them goes. */
export function withUnapproved(traces: readonly Trace[], units: readonly TextUnit[], quotes: readonly SuppliedQuote[]): readonly Trace[] {
	if (quotes.length === 0) return traces;
	const isInside = (trace: Trace, { place, start, end }: Pick<Trace, 'place' | 'start' | 'end'>) => trace.place === place && trace.start < end && trace.end > start;
	const said = units
		.filter(({ fixed }) => !fixed)
		.flatMap(({ place, text }) =>
			unapprovedWords(text, quotes).map(({ start, end, quote }): Trace => ({ place, start, end, kind: 'quote', text: text.slice(start, end), factNos: [quote.factNo], verdict: 'untraced', why: '승인자와 승인일이 없는 인용문의 말입니다.', ruleId: 'quote.unapproved' })),
		)
		.filter((words) => !traces.some((trace) => trace.kind === 'quote' && trace.verdict !== 'traced' && isInside(trace, words)));
	return said.length === 0 ? traces : [...traces.filter((trace) => !said.some((words) => isInside(trace, words))), ...said];
}
