import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readDocument } from '../../../../lib/drafting/read/read-document';
import { writeDocx } from '../../../../lib/drafting/render/docx/write-docx';
import { cell, label, line, type Paper, table } from '../../../../lib/drafting/render/paper';
import { renderDocx } from '../../../../lib/drafting/render/render';
import { unitsOf } from '../../../../lib/drafting/units';
import { bare, partsOf } from './read-files';
import { PROFILE_IDS, sample } from './samples';
import { child, type Element, every, xmlTree } from './xml-tree';

/** Order in which the format wants the children of an element (ISO/IEC 29500 transitional), as far as the package uses them. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
	'w:pPr': ['w:pStyle', 'w:keepNext', 'w:keepLines', 'w:pageBreakBefore', 'w:widowControl', 'w:numPr', 'w:pBdr', 'w:shd', 'w:tabs', 'w:kinsoku', 'w:wordWrap', 'w:overflowPunct', 'w:topLinePunct', 'w:autoSpaceDE', 'w:autoSpaceDN', 'w:snapToGrid', 'w:spacing', 'w:ind', 'w:contextualSpacing', 'w:jc', 'w:textAlignment', 'w:outlineLvl', 'w:rPr', 'w:sectPr'],
	'w:rPr': ['w:rStyle', 'w:rFonts', 'w:b', 'w:bCs', 'w:i', 'w:iCs', 'w:color', 'w:spacing', 'w:w', 'w:kern', 'w:position', 'w:sz', 'w:szCs', 'w:highlight', 'w:u', 'w:lang'],
	'w:tbl': ['w:tblPr', 'w:tblGrid', 'w:tr'],
	'w:tblPr': ['w:tblStyle', 'w:tblW', 'w:jc', 'w:tblInd', 'w:tblBorders', 'w:shd', 'w:tblLayout', 'w:tblCellMar', 'w:tblLook'],
	'w:tblCellMar': ['w:top', 'w:left', 'w:bottom', 'w:right'],
	'w:tr': ['w:trPr', 'w:tc'],
	'w:trPr': ['w:cantSplit', 'w:trHeight', 'w:tblHeader'],
	'w:tc': ['w:tcPr', 'w:p'],
	'w:tcPr': ['w:tcW', 'w:gridSpan', 'w:vMerge', 'w:tcBorders', 'w:shd', 'w:noWrap', 'w:tcMar', 'w:vAlign'],
	'w:tcBorders': ['w:top', 'w:left', 'w:bottom', 'w:right'],
	'w:sectPr': ['w:headerReference', 'w:footerReference', 'w:type', 'w:pgSz', 'w:pgMar', 'w:cols', 'w:docGrid'],
	'w:style': ['w:name', 'w:basedOn', 'w:next', 'w:uiPriority', 'w:qFormat', 'w:pPr', 'w:rPr', 'w:tblPr'],
	'w:styles': ['w:docDefaults', 'w:latentStyles', 'w:style'],
};

const treesOf = (file: Uint8Array): Map<string, Element> => new Map(Object.entries(partsOf(file)).map(([name, part]) => [name, xmlTree(part)]));
const all = (element: Element): Element[] => [element, ...element.children.flatMap(all)];
const rootOf = (trees: ReadonlyMap<string, Element>, name: string): Element => {
	const found = trees.get(name);
	if (!found) throw new Error(`no part ${name}`);
	return found;
};
const spanOf = (one: Element): number => Number(child(child(one, 'w:tcPr'), 'w:gridSpan')?.attributes['w:val'] ?? 1);
const mergeOf = (one: Element): string => child(child(one, 'w:tcPr'), 'w:vMerge')?.attributes['w:val'] ?? '';

const paperWith = (changes: Partial<Paper>): Paper => ({ title: '제목', organisation: '의정부시', header: '', numbered: false, margins: { top: 20, bottom: 15, left: 20, right: 20 }, pieces: [], ...changes });
const documentOf = (changes: Partial<Paper>): Element => rootOf(treesOf(writeDocx(paperWith(changes))), 'word/document.xml');

describe.each(PROFILE_IDS)('the DOCX package of %s', (id) => {
	test('has a content type for each part and no type without its part', async () => {
		const parts = partsOf(await renderDocx(sample(id)));
		expect(Object.keys(parts)[0]).toBe('[Content_Types].xml');
		const types = xmlTree(parts['[Content_Types].xml'] ?? '');
		const named = every(types, 'Override').map(({ attributes }) => attributes.PartName);
		expect(new Set(named).size).toBe(named.length);
		expect(Object.keys(parts).filter((name) => name !== '[Content_Types].xml' && !name.endsWith('.rels')).map((name) => `/${name}`).sort()).toEqual([...named].sort());
	});

	test('refers to parts that exist, and by ids that exist', async () => {
		const trees = treesOf(await renderDocx(sample(id)));
		for (const [name, folder] of [['_rels/.rels', ''], ['word/_rels/document.xml.rels', 'word/']] as const) {
			for (const { attributes } of every(rootOf(trees, name), 'Relationship')) expect(trees.has(`${folder}${attributes.Target}`)).toBe(true);
		}
		const ids = new Set(every(rootOf(trees, 'word/_rels/document.xml.rels'), 'Relationship').map(({ attributes }) => attributes.Id));
		for (const { attributes } of all(rootOf(trees, 'word/document.xml'))) if ('r:id' in attributes) expect(ids).toContain(attributes['r:id']);
	});

	test('names styles that exist', async () => {
		const trees = treesOf(await renderDocx(sample(id)));
		const styles = rootOf(trees, 'word/styles.xml');
		const known = new Set(every(styles, 'w:style').map(({ attributes }) => attributes['w:styleId']));
		for (const tree of trees.values()) for (const name of ['w:pStyle', 'w:rStyle', 'w:tblStyle', 'w:basedOn']) for (const { attributes } of every(tree, name)) expect(known).toContain(attributes['w:val']);
	});

	test('has its elements in the order of the format', async () => {
		for (const tree of treesOf(await renderDocx(sample(id))).values())
			for (const { name, children } of all(tree)) {
				const order = ORDER[name];
				if (!order) continue;
				const places = children.map((one) => order.indexOf(one.name));
				expect({ name, unknown: children.filter((one) => !order.includes(one.name)).map((one) => one.name), places }).toEqual({ name, unknown: [], places: [...places].sort((one, other) => one - other) });
			}
	});

	test('fills every row of its tables, merged cells included', async () => {
		for (const one of every(rootOf(treesOf(await renderDocx(sample(id))), 'word/document.xml'), 'w:tbl')) {
			const columns = every(one, 'w:gridCol').length;
			let above = new Map<number, number>();
			for (const row of one.children.filter(({ name }) => name === 'w:tr')) {
				let column = 0;
				const merged = new Map<number, number>();
				for (const each of row.children.filter(({ name }) => name === 'w:tc')) {
					if (mergeOf(each) === 'continue') expect(above.get(column)).toBe(spanOf(each));
					if (mergeOf(each) !== '') merged.set(column, spanOf(each));
					expect(each.children.at(-1)?.name).toBe('w:p');
					column += spanOf(each);
				}
				expect(column).toBe(columns);
				above = merged;
			}
		}
	});

	test('is read by the reader of past documents with every text', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'docx-'));
		try {
			const path = join(folder, 'draft.docx');
			writeFileSync(path, await renderDocx(sample(id)));
			const { title, text } = await readDocument(path);
			const read = bare(title + text).replace(/\\(.)/g, '$1');
			const { content, profile } = sample(id);
			for (const unit of unitsOf(content, profile)) if (unit.role !== 'heading' && unit.role !== 'title') expect(read).toContain(bare(unit.text));
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	});

	test('is the same for the same document', async () => {
		expect(Buffer.from(await renderDocx(sample(id))).equals(Buffer.from(await renderDocx(sample(id))))).toBe(true);
	});
});

describe('the paper in a DOCX', () => {
	test('keeps a heading on the page of what follows, and begins a page where one is wanted', () => {
		const [first, second, third] = every(documentOf({ pieces: [line('제목', { keepNext: true }), line('본문'), line('별첨', { newPage: true })] }), 'w:p').map((one) => child(one, 'w:pPr'));
		expect([child(first, 'w:keepNext'), child(second, 'w:keepNext')].map((one) => one !== undefined)).toEqual([true, false]);
		expect([child(second, 'w:pageBreakBefore'), child(third, 'w:pageBreakBefore')].map((one) => one !== undefined)).toEqual([false, true]);
	});

	test.each([
		['further lines hang', { left: 10, hanging: 5 }, { 'w:left': '850', 'w:hanging': '283' }],
		['the first line is set in', { left: 10, hanging: -5 }, { 'w:left': '567', 'w:firstLine': '283' }],
	])('%s', (_, look, wanted) => {
		expect(every(documentOf({ pieces: [line('가', look)] }), 'w:ind')[0]?.attributes).toEqual(wanted);
	});

	test('names the Korean face in the slot of East Asian letters', () => {
		const faces = every(documentOf({ pieces: [line('본문'), line('제목', { face: 'head' })] }), 'w:r').map((run) => every(run, 'w:rFonts')[0]?.attributes['w:eastAsia']);
		expect(faces).toEqual(['바탕', '맑은 고딕']);
	});

	test('repeats the head rows of a table, and only them, and leaves none alone at the foot of a page', () => {
		const rows = every(documentOf({ pieces: [table([80, 90], [[label('구분'), label('인원')], [cell('대표'), cell('40명')]], { head: 1 })] }), 'w:tr');
		expect(rows.map((row) => [every(row, 'w:tblHeader').length, every(row, 'w:keepNext').length])).toEqual([[1, 2], [0, 0]]);
	});

	test('draws borders, shade and widths of cells as the paper has them', () => {
		const [first] = every(documentOf({ pieces: [table([50, 120], [[cell('가', { shade: 'EEF2F7', strokes: { top: 'thick', left: 'none' } }), cell('나')]], { stroke: 'double' })] }), 'w:tcPr');
		expect(child(first, 'w:tcBorders')?.children.map(({ name, attributes }) => `${name} ${attributes['w:val']}`)).toEqual(['w:top single', 'w:left none', 'w:bottom double', 'w:right double']);
		expect(child(first, 'w:shd')?.attributes['w:fill']).toBe('EEF2F7');
		expect(child(first, 'w:tcW')?.attributes['w:w']).toBe('2835');
	});

	test('sets a paragraph between tables and after the last, which editors would join otherwise', () => {
		const one = table([170], [[cell('가')]]);
		expect(child(documentOf({ pieces: [one, one] }), 'w:body')?.children.map(({ name }) => name)).toEqual(['w:tbl', 'w:p', 'w:tbl', 'w:p', 'w:sectPr']);
	});

	test('has a page number only where the form has one', () => {
		const footers = (numbered: boolean) => [...treesOf(writeDocx(paperWith({ numbered }))).entries()].filter(([name]) => name.startsWith('word/footer')).flatMap(([, tree]) => every(tree, 'w:fldSimple').map(({ attributes }) => attributes['w:instr']?.trim()));
		expect([footers(true), footers(false)]).toEqual([['PAGE'], []]);
	});

	test('has A4 sheets with the margins of the paper', () => {
		const document = documentOf({});
		expect(every(document, 'w:pgSz')[0]?.attributes).toEqual({ 'w:w': '11906', 'w:h': '16838' });
		expect(every(document, 'w:pgMar')[0]?.attributes).toMatchObject({ 'w:top': '1134', 'w:bottom': '850', 'w:left': '1134', 'w:right': '1134' });
	});
});
