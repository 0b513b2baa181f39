import type { DraftContent, Trace } from '../types';
import { mapTexts } from '../units';

/**
 * The document with open slots in place of what no fact holds: `[확인 필요: 120명]`, `[인용 필요]`. The marks of a
 * quotation go with it; what stands behind a claim stays as it was.
 */
export function markUntraced(content: DraftContent, traces: readonly Trace[]): DraftContent {
	const open = traces.filter(({ verdict }) => verdict === 'untraced' || verdict === 'misplaced');
	if (open.length === 0) return content;
	return mapTexts(content, (text, place) => {
		const here = open.filter((trace) => trace.place === place && text.slice(trace.start, trace.end) === trace.text).sort((one, other) => other.start - one.start);
		return here.reduce((marked, { start, end, kind, text: said }) => `${marked.slice(0, start)}${kind === 'quote' ? '[인용 필요]' : `[확인 필요: ${said.replace(/[[\]]/g, '')}]`}${marked.slice(end)}`, text);
	});
}
