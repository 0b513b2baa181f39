import type { Block, DraftContent, DraftSection } from '../types';
import { align, type Pair } from './align';
import { wordParts, type TextPart } from './word-parts';

export type { TextPart } from './word-parts';

/** What became of one text: title, sub-headline, heading, paragraph, item or row. */
export interface TextChange {
	/** Place in the later document; of a removed one in the earlier. A row is `….blocks.1.rows.3`. */
	place: string;
	kind: 'kept' | 'changed' | 'added' | 'removed';
	before: string;
	after: string;
	/** Of a changed text: what stayed, went and came, in order. */
	parts?: readonly TextPart[];
}

interface PlacedText {
	place: string;
	text: string;
}

/**
 * What differs between two states of a document, in the order of the later one, what was removed where it stood. Sections
 * belong together by id (or heading), texts inside by equality, then by likeness. Cells of a row are joined by ` | `. The heading
 * of a section with nothing under it is not printed and does not count.
 */
export function diffTexts(before: DraftContent, after: DraftContent): TextChange[] {
	return [
		...compare([{ place: 'title', text: before.title }], [{ place: 'title', text: after.title }], true),
		...compare(subtitlesOf(before), subtitlesOf(after), false),
		...pairSections(before.sections, after.sections).flatMap(([from, to]) => compare(textsOf(before, from), textsOf(after, to), false)),
	];
}

/** Pairs of section numbers in the order of the later document; a removed one stands before the next that stayed. */
export function pairSections(before: readonly DraftSection[], after: readonly DraftSection[]): Pair[] {
	const [old, now] = [keysOf(before), keysOf(after)];
	const gone = old.flatMap((key, index) => (now.includes(key) ? [] : [index]));
	const pairs: Pair[] = [];
	for (const [to, key] of now.entries()) {
		const from = old.indexOf(key);
		while (from !== -1 && (gone[0] ?? from) < from) pairs.push([gone.shift() ?? null, null]);
		pairs.push([from === -1 ? null : from, to]);
	}
	return [...pairs, ...gone.map((from): Pair => [from, null])];
}

/** Id (or heading) with the number of its occurrence. */
function keysOf(sections: readonly DraftSection[]): string[] {
	const seen = new Map<string, number>();
	return sections.map(({ id, heading }) => {
		const key = id === '' ? `#${heading}` : id;
		const count = (seen.get(key) ?? 0) + 1;
		seen.set(key, count);
		return `${key}\n${count}`;
	});
}

const subtitlesOf = ({ subtitles }: DraftContent): PlacedText[] => subtitles.map((text, index) => ({ place: `subtitles.${index}`, text }));

function textsOf({ sections }: DraftContent, index: number | null): PlacedText[] {
	const section = index === null ? undefined : sections[index];
	if (section === undefined || section.blocks.length === 0) return [];
	const place = `sections.${index}`;
	const heading = section.heading === '' ? [] : [{ place: `${place}.heading`, text: section.heading }];
	return [...heading, ...section.blocks.flatMap((block, at) => blockTexts(block, `${place}.blocks.${at}`))];
}

function blockTexts(block: Block, place: string): PlacedText[] {
	return block.kind === 'table' ? block.rows.map((cells, row) => ({ place: `${place}.rows.${row}`, text: cells.join(' | ') })) : [{ place, text: block.text }];
}

function compare(before: readonly PlacedText[], after: readonly PlacedText[], samePlace: boolean): TextChange[] {
	const [old, now] = [before.map(({ text }) => text), after.map(({ text }) => text)];
	const pairs = samePlace ? ([[0, 0]] as const) : align(old, now);
	return pairs.flatMap(([from, to]): TextChange[] => {
		const [was, is] = [from === null ? undefined : before[from], to === null ? undefined : after[to]];
		if (was && is) return was.text === '' && is.text === '' ? [] : [changeOf(was, is)];
		if (is) return [{ place: is.place, kind: 'added', before: '', after: is.text }];
		return was ? [{ place: was.place, kind: 'removed', before: was.text, after: '' }] : [];
	});
}

function changeOf(was: PlacedText, { place, text }: PlacedText): TextChange {
	const both = { place, before: was.text, after: text };
	return was.text === text ? { ...both, kind: 'kept' } : { ...both, kind: 'changed', parts: wordParts(was.text, text) };
}
