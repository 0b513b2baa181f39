import type { Block, DraftContent, DraftSection } from '../types';
import { align } from './align';
import { diffTexts, pairSections } from './diff';
import { scopeKey, scopeOf, type Scope } from './scope';

/**
 * Takes back what a revision changed without being asked: where the instruction names parts (title, sub-headlines, a section by
 * its heading, the second paragraph …), all others are again what they were; parts that it wants left alone are in any case.
 * An instruction that names nothing leaves the revision as it is.
 * @returns the document, and how many texts were taken back
 */
export function keepUnasked(before: DraftContent, after: DraftContent, instruction: string): { content: DraftContent; undone: number } {
	const scope = scopeOf(instruction, { ...before, sections: writtenSections(before, after) }, after);
	const may = (part: 'title' | 'subtitles') => (scope.everything || scope.wanted[part]) && !scope.kept[part];
	const content: DraftContent = {
		title: may('title') ? after.title : before.title,
		subtitles: may('subtitles') ? after.subtitles : before.subtitles,
		sections: keptSections(before, after, scope),
	};
	return { content, undone: diffTexts(after, content).filter(({ kind }) => kind !== 'kept').length };
}

function keptSections(before: DraftContent, after: DraftContent, scope: Scope): DraftSection[] {
	const { wanted, kept, ordinals } = scope;
	const narrowed = scope.everything ? new Set<Block>() : namedBlocks(writtenSections(before, after), scope);
	const byBlocks = narrowed.size > 0;
	// A paragraph that is not there restricts nothing.
	const everything = scope.everything || (ordinals.length > 0 && !byBlocks && wanted.sections.size === 0);
	const may = (section: DraftSection) => !kept.sections.has(scopeKey(section)) && (everything || wanted.sections.has(scopeKey(section)));
	return pairSections(before.sections, after.sections).flatMap(([from, to]) => {
		const [was, is] = [from === null ? undefined : before.sections[from], to === null ? undefined : after.sections[to]];
		if (was && is) {
			if (byBlocks) return [{ ...was, blocks: keptBlocks(was.blocks, is.blocks, narrowed) }];
			return [may(is) ? is : was];
		}
		if (is) return may(is) && !byBlocks ? [is] : [];
		return was && (byBlocks || !may(was)) ? [was] : [];
	});
}

/** Sections that the revision may have written: those of the form come back empty from a model and are not counted by a reader. */
function writtenSections(before: DraftContent, after: DraftContent): DraftSection[] {
	return pairSections(before.sections, after.sections).flatMap(([from, to]) => {
		const section = from === null ? undefined : before.sections[from];
		return section === undefined || (to !== null && after.sections[to]?.blocks.length === 0) ? [] : [section];
	});
}

/** The blocks that ordinals mean: counted in the wanted sections, or over all of them. */
function namedBlocks(sections: readonly DraftSection[], { ordinals, wanted }: Scope): Set<Block> {
	const counted = wanted.sections.size === 0 ? sections : sections.filter((section) => wanted.sections.has(scopeKey(section)));
	const blocks = counted.flatMap((section) => section.blocks);
	return new Set(ordinals.flatMap((ordinal) => blocks.at(ordinal) ?? []));
}

/** Only the named blocks take what the revision made of them, with what it put right beside them. */
function keptBlocks(before: readonly Block[], after: readonly Block[], named: ReadonlySet<Block>): Block[] {
	const pairs = align(before.map(textOf), after.map(textOf)).map(([from, to]) => ({ was: from === null ? undefined : before[from], is: to === null ? undefined : after[to] }));
	const isNamed = (block: Block | undefined) => block !== undefined && named.has(block);
	return pairs.flatMap(({ was, is }, at) => {
		if (was) return isNamed(was) ? (is ?? []) : was;
		const beside = isNamed(pairs[at - 1]?.was) || isNamed(pairs[at + 1]?.was);
		return beside && is ? is : [];
	});
}

const textOf = (block: Block): string => (block.kind === 'table' ? block.rows.map((cells) => cells.join(' | ')).join('\n') : block.text);
