import type { DraftSection } from '../../types';
import { FormValues } from '../form-values';
import { type Cell, cell, label, line, type Line, type Paper, type Piece, type Row, table } from '../paper';
import type { RenderInput } from '../types';
import { dataTable, fitted, marked, pairsOf, stateHeader } from './common';

const WIDTH = 170;
const NAME = 30;
const MARKS = ['○', '-', 'ㆍ', '·'];

/** 회의록: the nine elements of 공공기록물법 시행령 제18조 as a form, a row each. */
export function minutesPaper(input: RenderInput): Paper {
	const { content, profile, city, state } = input;
	const values = new FormValues(profile, input.values);
	const recorder = values.of('기록자', '작성자');
	return {
		title: content.title,
		organisation: city.name,
		header: stateHeader(state),
		numbered: true,
		margins: { top: 20, bottom: 18, left: 20, right: 20 },
		pieces: [
			line(content.title, { size: fitted(content.title, WIDTH, 20, 16), bold: true, face: 'head', align: 'center', spacing: 140, after: 10 }),
			...grouped(content.sections.filter(({ blocks }) => blocks.length > 0)).flatMap(part),
			line(`기록자  ${recorder || '                '}  (서명)`, { size: 11, align: 'right', before: 14 }),
		],
	};
}

/** Neighbouring sections of lines are rows of one table; a section with a table stands by itself. */
function grouped(sections: readonly DraftSection[]): DraftSection[][] {
	const groups: DraftSection[][] = [];
	for (const section of sections) {
		const last = groups.at(-1);
		if (last && !hasTable(section) && !last.some(hasTable)) last.push(section);
		else groups.push([section]);
	}
	return groups;
}

const hasTable = ({ blocks }: DraftSection) => blocks.some(({ kind }) => kind === 'table');

function part(sections: readonly DraftSection[]): Piece[] {
	const gap = line('', { size: 4, spacing: 100 });
	const [first] = sections;
	if (first && hasTable(first)) {
		const tables = first.blocks.flatMap((block): Piece[] => (block.kind === 'table' ? [dataTable(block.columns, block.rows, WIDTH)] : [line(block.text, { size: 11 })]));
		return [line(`□ ${first.heading}`, { size: 12, bold: true, face: 'head', align: 'left', before: 4, after: 2, keepNext: true }), ...tables, gap];
	}
	return [table([NAME, WIDTH - NAME], sections.flatMap(rows), { height: 10 }), gap];
}

/** `일시: …` lines are rows of their own; other sections one row with their lines. */
function rows(section: DraftSection): Array<readonly Cell[] | Row> {
	const pairs = pairsOf(section);
	if (pairs.length > 0 && pairs.every(({ name }) => name !== '') && section.blocks.every(({ kind }) => kind === 'paragraph')) {
		return pairs.map(({ name, text }) => [label(name, { size: 11 }), cell(text, { size: 11, align: 'left' })]);
	}
	return [{ cells: [label(section.heading, { size: 11 }), cell(lines(section), { valign: 'center' })], height: 14 }];
}

function lines({ blocks }: DraftSection): Line[] {
	return blocks.flatMap((block): Line[] => {
		if (block.kind === 'table') return [];
		if (block.kind === 'paragraph') return [line(block.text, { size: 11, spacing: 155 })];
		return [marked(MARKS[block.level - 1] ?? '-', block.text, { size: 11, spacing: 155, left: (block.level - 1) * 4 })];
	});
}
