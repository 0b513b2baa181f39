import { headingKey, headingOf, markOf } from './marks';
import { cellsOf } from './table-lines';

/** Lines above the title of an office's document that are none. */
const BANNER = /^(?:(?:초안|검토|확정)(?:\(.*\))?|보도자료|기안문|회의록|공적조서|업무보고|안내문|즉시보도|배포즉시보도가능|[가-힣]{2,4}[시군구]|수신.*|경유)$/;
const LABELLED = /^[^:：]{1,12}\s*[:：]/;
const NAMED = /^제\s*목\s*(?:[:：]\s*|\s+)(\S.*)$/;
const LONGEST = 100;
const SHORTEST = 4;
const FURTHEST = 25;

/**
 * The title of a past document and the text below it. `제목: …` counts first, then the first line that is no banner, label,
 * row, item or sentence; where there is none, `fallback` is the title and all is text.
 */
export function splitTitle(text: string, fallback: string): { title: string; text: string } {
	const lines = text.split('\n');
	const near = lines.slice(0, FURTHEST);
	const named = near.findIndex((line) => NAMED.test(line.trim()));
	const at = named === -1 ? near.findIndex((line) => isTitle(line.trim())) : named;
	const line = lines[at]?.trim();
	if (line === undefined) return { title: fallback, text: text.trim() };
	const title = NAMED.exec(line)?.[1] ?? headingOf(line)?.text ?? line;
	return { title, text: lines.slice(at + 1).join('\n').trim() };
}

function isTitle(line: string): boolean {
	if (line.length < SHORTEST || line.length > LONGEST || BANNER.test(headingKey(line)) || LABELLED.test(line)) return false;
	if (/^#\s/.test(line)) return true;
	return cellsOf(line) === null && !line.includes('\t') && markOf(line) === null && headingOf(line) === null && !/[.][”"’')]?$/.test(line) && !/^(?:안녕|존경하는|사랑하는)/.test(line);
}
