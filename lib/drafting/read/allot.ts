import type { Block, ProfileSection } from '../types';

/** Blocks of one section. */
export interface Allotted {
	section: ProfileSection;
	blocks: readonly Block[];
}

/** More blocks than these are not weighed: the last section that got some gets the others too. */
const MOST_WEIGHED = 400;
const WRONG_TABLE = 60;
const WRONG_FORM = 10;
const TOO_FEW = 40;
const TOO_MANY = 20;
const WRONG_QUOTE = 10;
/** Where nothing else decides, each section gets something before one gets more than its fewest. */
const UNEVEN = 1;
/** Id of the section of a release that somebody's words stand in. */
const QUOTE = 'quote';
const SAID = /[”"]\s*(?:이?라고|라며|며|고)\s/;

/**
 * Shares blocks among sections that no heading tells apart, keeping the order, so that kinds of blocks and numbers of blocks
 * fit the sections best, quotations going to the section of quotations; earlier sections get more where it makes no difference. No block is lost unless there is no section.
 */
export function allot(blocks: readonly Block[], sections: readonly ProfileSection[]): Allotted[] {
	const [only] = sections;
	if (only === undefined || blocks.length === 0) return [];
	if (sections.length === 1) return [{ section: only, blocks }];
	const counts = bestCounts(blocks.slice(0, MOST_WEIGHED), sections);
	const last = counts.findLastIndex((count) => count > 0);
	counts[last] = (counts[last] ?? 0) + Math.max(0, blocks.length - MOST_WEIGHED);
	let at = 0;
	return sections.flatMap((section, index) => {
		const own = blocks.slice(at, (at += counts[index] ?? 0));
		return own.length === 0 ? [] : [{ section, blocks: own }];
	});
}

/** Numbers of blocks for each section with the smallest cost, found from the last section back. */
function bestCounts(blocks: readonly Block[], sections: readonly ProfileSection[]): number[] {
	const size = blocks.length;
	/** `costs[from]`: smallest cost of sharing the blocks from there among the sections seen so far. */
	let costs: number[] = [...Array<number>(size).fill(Number.POSITIVE_INFINITY), 0];
	const choices: number[][] = [];
	for (const section of [...sections].reverse()) {
		const misfits = [0];
		for (const block of blocks) misfits.push((misfits.at(-1) ?? 0) + misfit(block, section));
		const next: number[] = [];
		const chosen: number[] = [];
		for (let from = 0; from <= size; from += 1) {
			let best = { cost: Number.POSITIVE_INFINITY, count: 0 };
			for (let count = 0; from + count <= size; count += 1) {
				const cost = (costs[from + count] ?? 0) + (misfits[from + count] ?? 0) - (misfits[from] ?? 0) + wrongNumber(count, section);
				if (cost < best.cost || (cost === best.cost && Number.isFinite(cost))) best = { cost, count };
			}
			next.push(best.cost);
			chosen.push(best.count);
		}
		costs = next;
		choices.unshift(chosen);
	}
	let from = 0;
	return choices.map((chosen) => {
		const count = chosen[from] ?? 0;
		from += count;
		return count;
	});
}

function misfit(block: Block, { id, form }: ProfileSection): number {
	const { kind } = block;
	if (kind === 'paragraph' && (id === QUOTE) !== SAID.test(block.text)) return WRONG_QUOTE;
	if ((kind === 'table') !== (form === 'table')) return WRONG_TABLE;
	return (kind === 'item' && form === 'prose') || (kind === 'paragraph' && form === 'outline') ? WRONG_FORM : 0;
}

function wrongNumber(count: number, { required, min, max }: ProfileSection): number {
	const fewest = required ? Math.max(1, min) : 0;
	return TOO_FEW * Math.max(0, fewest - count) + TOO_MANY * Math.max(0, count - max) + UNEVEN * Math.max(0, count - Math.max(1, fewest));
}
