import type { Profile } from '../types';
import { headingKey, headingOf, markOf } from './marks';
import { cellsOf } from './table-lines';

const NAMED_TITLE = /^제\s*목\s*(?:[:：]\s*|\s{1,})(\S.*)$/;
/** `부제:` or `- … -` or a bullet. */
const SUBTITLE = /^(?:부\s*제\s*목?\s*[:：]\s*|[-–―·ㆍ‧•]\s*)(.+?)(?:\s*[-–―])?$/;
/** What a title never is: a sentence with its full stop, an address to the audience. */
const SENTENCE = /[.][”"’')]?$|^(?:안녕|존경하는|사랑하는|여러분)/;
/** Lines above the title that say only what kind of paper it is. */
const BANNER = new Set(['초안', '검토', '확정', '보도자료', '기안문', '회의록', '공적조서', '업무보고', '안내문']);
/** How far down a named title is looked for. */
const FURTHEST_TITLE = 12;
const LONGEST_TITLE = 100;
const LONGEST_SUBTITLE = 70;

/** Title and sub-headlines, and the lines that are left. */
export interface TextHead {
	title: string;
	subtitles: string[];
	rest: string[];
}

/**
 * Takes the title off a text: a line `제목: …`, else the first one that is no heading of the profile, item, row or sentence;
 * then the sub-headlines where the profile has some.
 * @param isHeading whether a line is a heading of the profile
 */
export function headOfText(lines: readonly string[], profile: Profile, isHeading: (line: string) => boolean): TextHead {
	const filled = lines.flatMap((line, index) => (line.trim() === '' ? [] : [{ line: line.trim(), index }]));
	const isBanner = (line: string) => BANNER.has(headingKey(line)) || headingKey(line) === headingKey(profile.name);
	const named = filled.slice(0, FURTHEST_TITLE).find(({ line }) => NAMED_TITLE.test(line));
	const first = filled.find(({ line }) => !isBanner(line));
	const found = named ?? (first && isTitle(first.line, isHeading) ? first : undefined);
	if (found === undefined) return { title: '', subtitles: [], rest: lines.filter((line) => !isBanner(line)) };
	const title = NAMED_TITLE.exec(found.line)?.[1] ?? headingOf(found.line)?.text ?? found.line;
	const above = lines.slice(0, found.index).filter((line) => !isBanner(line));
	const { subtitles, used } = subtitlesOf(lines.slice(found.index + 1), profile, isHeading);
	return { title, subtitles, rest: [...above, ...lines.slice(found.index + 1 + used)] };
}

function isTitle(line: string, isHeading: (line: string) => boolean): boolean {
	const markdown = /^#\s/.test(line);
	return markdown || (line.length <= LONGEST_TITLE && !isHeading(line) && markOf(line) === null && headingOf(line) === null && cellsOf(line) === null && !SENTENCE.test(line));
}

function subtitlesOf(lines: readonly string[], { subtitles: wanted }: Profile, isHeading: (line: string) => boolean): { subtitles: string[]; used: number } {
	const subtitles: string[] = [];
	let used = 0;
	for (const [index, raw] of lines.entries()) {
		const line = raw.trim();
		if (line === '') continue;
		if (wanted === null || subtitles.length >= wanted.max) break;
		if (line.length > LONGEST_SUBTITLE || isHeading(line) || headingOf(line) !== null || cellsOf(line) !== null || SENTENCE.test(line)) break;
		const text = SUBTITLE.exec(line)?.[1] ?? (markOf(line) === null ? line : undefined);
		if (text === undefined) break;
		subtitles.push(text);
		used = index + 1;
	}
	return { subtitles, used };
}
