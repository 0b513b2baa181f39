import type { Block, DraftContent, Profile } from '../types';

/** An answer by the draft schema. */
export interface DraftAnswer {
	title: string;
	subtitles?: readonly string[];
	sections: Readonly<Record<string, readonly unknown[]>>;
	missing: readonly string[];
}

/** A document as a model would answer it: what it is shown of the present draft. `fixed` sections are not the model's. */
export function answerOf(content: DraftContent, profile: Profile): DraftAnswer {
	const written = profile.sections.filter(({ form }) => form !== 'fixed');
	const blocksOf = (id: string): readonly Block[] => content.sections.find((section) => section.id === id)?.blocks ?? [];
	return {
		title: content.title,
		...(profile.subtitles === null ? {} : { subtitles: content.subtitles }),
		sections: Object.fromEntries(written.map(({ id }) => [id, blocksOf(id).flatMap(partsOf)])),
		missing: [],
	};
}

function partsOf(block: Block): unknown[] {
	switch (block.kind) {
		case 'paragraph':
			return [block.text];
		case 'item':
			return [{ level: block.level, text: block.text }];
		case 'table':
			return block.rows.map((cells) => Object.fromEntries(block.columns.map((column, at) => [column, cells[at] ?? ''])));
	}
}
