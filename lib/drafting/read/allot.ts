import type { Block, ProfileSection } from '../types';

/** Blocks of one section. */
export interface Allotted {
	section: ProfileSection;
	blocks: readonly Block[];
}

/**
 * Shares blocks among sections that no heading tells apart, in order: a table goes to the next section made of rows, each
 * other section gets its fewest, then the first ones get more up to their most, and the roomiest takes what is left.
 */
export function allot(blocks: readonly Block[], sections: readonly ProfileSection[]): Allotted[] {
	const only = sections[0];
	if (only === undefined || blocks.length === 0) return [];
	if (sections.length === 1) return [{ section: only, blocks }];
	const tableAt = blocks.findIndex(({ kind }) => kind === 'table');
	const sectionAt = sections.findIndex(({ form }) => form === 'table');
	const table = sections[sectionAt];
	if (table !== undefined && tableAt !== -1) {
		const [before, after] = [sections.slice(0, sectionAt), sections.slice(sectionAt + 1)];
		const lead = blocks.slice(0, tableAt);
		const own = before.length === 0 ? [...lead, ...blocks.slice(tableAt, tableAt + 1)] : blocks.slice(tableAt, tableAt + 1);
		const rest = blocks.slice(tableAt + 1);
		return [...allot(lead, before), { section: table, blocks: after.length === 0 ? [...own, ...rest] : own }, ...allot(rest, after)];
	}
	const writable = sections.filter(({ form }) => form !== 'table');
	return byCounts(blocks, writable.length > 0 ? writable : sections);
}

function byCounts(blocks: readonly Block[], sections: readonly ProfileSection[]): Allotted[] {
	let left = blocks.length;
	const take = (most: number): number => {
		const taken = Math.max(0, Math.min(left, most));
		left -= taken;
		return taken;
	};
	const counts = sections.map(({ required, min }) => take(required ? Math.max(1, min) : 0));
	for (const [index, { max }] of sections.entries()) counts[index] = (counts[index] ?? 0) + take(max - (counts[index] ?? 0));
	const roomiest = sections.reduce((best, { max }, index) => (max > (sections[best]?.max ?? 0) ? index : best), 0);
	counts[roomiest] = (counts[roomiest] ?? 0) + left;
	let at = 0;
	return sections.flatMap((section, index) => {
		const own = blocks.slice(at, (at += counts[index] ?? 0));
		return own.length === 0 ? [] : [{ section, blocks: own }];
	});
}
