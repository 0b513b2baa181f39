import type { DraftContent, Profile, TextUnit } from './types';

/**
 * The texts of a document in reading order. In a document that a person wrote nothing counts as written by our code but the
 * headings of the type.
 */
export function unitsOf(content: DraftContent, profile: Profile, byHand = false): TextUnit[] {
	const units: TextUnit[] = [];
	const add = (unit: Pick<TextUnit, 'place' | 'role' | 'text'> & Partial<TextUnit>) => {
		if (unit.text !== '') units.push({ sectionId: '', level: 0, column: '', fixed: false, ...unit });
	};
	add({ place: 'title', role: 'title', text: content.title });
	for (const [index, text] of content.subtitles.entries()) add({ place: `subtitles.${index}`, role: 'subtitle', text });
	for (const [index, section] of content.sections.entries()) {
		const { id: sectionId, heading, blocks } = section;
		const described = profile.sections.find(({ id }) => id === sectionId);
		const fixed = !byHand && described?.form === 'fixed';
		add({ place: `sections.${index}.heading`, role: 'heading', text: heading, sectionId, fixed: fixed || heading === described?.heading });
		for (const [at, block] of blocks.entries()) {
			const place = `sections.${index}.blocks.${at}`;
			if (block.kind === 'paragraph') add({ place, role: 'paragraph', text: block.text, sectionId, fixed });
			else if (block.kind === 'item') add({ place, role: 'item', text: block.text, sectionId, fixed, level: block.level });
			else
				for (const [row, cells] of block.rows.entries())
					for (const [column, text] of cells.entries()) add({ place: `${place}.rows.${row}.${column}`, role: 'cell', text, sectionId, fixed, column: block.columns[column] ?? '' });
		}
	}
	return units;
}

/** The document with each text replaced by what `change` makes of it; an empty text takes the paragraph, item or subtitle away. */
export function mapTexts(content: DraftContent, change: (text: string, place: string) => string): DraftContent {
	return {
		title: change(content.title, 'title'),
		subtitles: content.subtitles.map((text, index) => change(text, `subtitles.${index}`)).filter((text) => text !== ''),
		sections: content.sections.map((section, index) => ({
			...section,
			heading: section.heading === '' ? '' : change(section.heading, `sections.${index}.heading`),
			blocks: section.blocks
				.map((block, at) => {
					const place = `sections.${index}.blocks.${at}`;
					if (block.kind !== 'table') return { ...block, text: change(block.text, place) };
					return { ...block, rows: block.rows.map((cells, row) => cells.map((text, column) => (text === '' ? '' : change(text, `${place}.rows.${row}.${column}`)))) };
				})
				.filter((block) => block.kind === 'table' || block.text !== ''),
		})),
	};
}
