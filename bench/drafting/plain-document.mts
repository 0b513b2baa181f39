/** A document as plain data, with its own way of naming places, so that mutators need nothing of the package. */
export type PlainBlock =
	| { kind: 'paragraph'; text: string }
	| { kind: 'item'; level: 1 | 2 | 3 | 4; text: string }
	| { kind: 'table'; columns: readonly string[]; rows: ReadonlyArray<readonly string[]> };

export interface PlainSection {
	id: string;
	heading: string;
	blocks: readonly PlainBlock[];
}

export interface PlainDocument {
	title: string;
	subtitles: readonly string[];
	sections: readonly PlainSection[];
}

/** One text with where it stands. */
export interface PlainText {
	place: string;
	text: string;
	sectionId: string;
	role: 'title' | 'subtitle' | 'paragraph' | 'item' | 'cell';
	level: number;
	column: string;
}

/** Texts of the document; of sections only those in `written`. */
export function textsOf(document: PlainDocument, written: ReadonlySet<string>): PlainText[] {
	const texts: PlainText[] = [];
	const add = (text: Partial<PlainText> & Pick<PlainText, 'place' | 'text' | 'role'>) => {
		if (text.text !== '') texts.push({ sectionId: '', level: 0, column: '', ...text });
	};
	add({ place: 'title', role: 'title', text: document.title });
	for (const [index, text] of document.subtitles.entries()) add({ place: `subtitles.${index}`, role: 'subtitle', text });
	for (const [index, { id: sectionId, blocks }] of document.sections.entries()) {
		if (!written.has(sectionId)) continue;
		for (const [at, block] of blocks.entries()) {
			const place = `sections.${index}.blocks.${at}`;
			if (block.kind === 'paragraph') add({ place, role: 'paragraph', text: block.text, sectionId });
			else if (block.kind === 'item') add({ place, role: 'item', text: block.text, sectionId, level: block.level });
			else
				for (const [row, cells] of block.rows.entries())
					for (const [cell, text] of cells.entries()) add({ place: `${place}.rows.${row}.${cell}`, role: 'cell', text, sectionId, column: block.columns[cell] ?? '' });
		}
	}
	return texts;
}

/** The document with other texts at some places. */
export function withTexts(document: PlainDocument, changes: ReadonlyMap<string, string>): PlainDocument {
	const at = (place: string, text: string) => changes.get(place) ?? text;
	return {
		title: at('title', document.title),
		subtitles: document.subtitles.map((text, index) => at(`subtitles.${index}`, text)),
		sections: document.sections.map((section, index) => ({
			...section,
			blocks: section.blocks.map((block, number) => {
				const place = `sections.${index}.blocks.${number}`;
				if (block.kind !== 'table') return { ...block, text: at(place, block.text) };
				return { ...block, rows: block.rows.map((cells, row) => cells.map((text, cell) => at(`${place}.rows.${row}.${cell}`, text))) };
			}),
		})),
	};
}
