import type { Block, DraftContent, DraftSection, Profile } from '../types';
import { headingText, letterMark, type MarkScheme, SCHEMES } from './marks';

/** A piece of the body with the mark that stands before it. */
export type BodyPiece =
	| { kind: 'heading'; sectionId: string; text: string; mark: string; bare: string; place: string }
	/** `level` 0 for paragraphs. */
	| { kind: 'text'; sectionId: string; level: number; mark: string; text: string; place: string }
	| { kind: 'table'; sectionId: string; columns: readonly string[]; rows: ReadonlyArray<readonly string[]>; place: string };

/** Sections whose lines are attachments stand after the body, never in it. */
export const isAttachments = ({ id, heading }: Pick<DraftSection, 'id' | 'heading'>): boolean => heading.replace(/\s/g, '') === '붙임' || /^attach/i.test(id);

/** The summary that stands in a box above the body. */
export const isSummary = ({ heading }: Pick<DraftSection, 'heading'>): boolean => /요약/.test(heading);

/** The body of a document in order, marked as its form does it. `leave` takes sections out that stand elsewhere in a form. */
export function bodyOf(content: DraftContent, profile: Profile, leave: (section: DraftSection) => boolean = () => false): BodyPiece[] {
	const scheme = SCHEMES[profile.form];
	let headings = 0;
	const pieces = content.sections.flatMap((section, index): BodyPiece[] => {
		if (leave(section) || section.blocks.length === 0) return [];
		const place = `sections.${index}`;
		const listed = profile.sections.some(({ id, form }) => id === section.id && form === 'fixed') && (section.heading !== '' || profile.form === 'notice');
		const blocks = section.blocks.map((block, at) => piece(listed ? pairAsItem(block, scheme) : block, section.id, `${place}.blocks.${at}`, scheme));
		if (section.heading === '') return blocks;
		if (!isSummary(section)) headings += 1;
		if (scheme.numbered) return [{ kind: 'text', sectionId: section.id, level: 1, mark: '', text: section.heading, place: `${place}.heading` }, ...blocks.map(deeper)];
		const text = isSummary(section) ? `◈ ${section.heading}` : headingText(scheme, section.heading, headings);
		const mark = text.endsWith(section.heading) ? text.slice(0, text.length - section.heading.length).trim() : '';
		return [{ kind: 'heading', sectionId: section.id, text, mark, bare: section.heading, place: `${place}.heading` }, ...blocks];
	});
	return scheme.numbered ? numbered(pieces) : pieces;
}

/** `일시: …` of a section made from the fields stands as an item with ○. */
function pairAsItem(block: Block, scheme: MarkScheme): Block {
	if (block.kind !== 'paragraph' || scheme.numbered || !/^[^:]{1,14}: ./.test(block.text)) return block;
	return { kind: 'item', level: scheme.items[1] === '○' ? 2 : 1, text: block.text };
}

function piece(block: Block, sectionId: string, place: string, scheme: MarkScheme): BodyPiece {
	if (block.kind === 'table') return { kind: 'table', sectionId, columns: block.columns, rows: block.rows, place };
	if (block.kind === 'paragraph') return { kind: 'text', sectionId, level: scheme.numbered ? 1 : 0, mark: '', text: block.text, place };
	return { kind: 'text', sectionId, level: block.level, mark: scheme.items[block.level - 1] ?? '', text: block.text, place };
}

const deeper = (piece: BodyPiece): BodyPiece => (piece.kind === 'text' ? { ...piece, level: Math.min(4, piece.level + 1) } : piece);

/** Numbers each item among those of its level under the same item; one that stands alone has no mark. */
function numbered(pieces: readonly BodyPiece[]): BodyPiece[] {
	const groups = new Map<number, number>();
	const counts = [0, 0, 0, 0, 0];
	const members: number[] = [];
	let opened = 0;
	const placedIn = pieces.map((one) => {
		if (one.kind !== 'text') return { group: -1, count: 0 };
		for (let level = one.level + 1; level < counts.length; level += 1) {
			counts[level] = 0;
			groups.delete(level);
		}
		const group = groups.get(one.level) ?? opened++;
		groups.set(one.level, group);
		counts[one.level] = (counts[one.level] ?? 0) + 1;
		members[group] = (members[group] ?? 0) + 1;
		return { group, count: counts[one.level] ?? 1 };
	});
	return pieces.map((one, index) => {
		const { group, count } = placedIn[index] ?? { group: -1, count: 0 };
		if (one.kind !== 'text' || (members[group] ?? 0) < 2) return one;
		return { ...one, mark: letterMark(one.level, count) };
	});
}
