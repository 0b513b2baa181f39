import type { Block } from '../types';

type Item = Extract<Block, { kind: 'item' }>;
type Level = Item['level'];

/** Marks of reports, by the level they stand for under a heading. */
const LEVEL_OF_MARK: Readonly<Record<string, Level>> = { '□': 1, '■': 1, '▲': 1, '◆': 1, '○': 2, '◦': 2, '●': 2, '-': 3, '–': 3, '—': 3, '·': 4, 'ㆍ': 4, '‧': 4, '•': 4, '*': 4 };
const SYMBOL = /^([□■▲◆○◦●\-–—·ㆍ‧•*])\s+/;
/** `1.`, `가.`, `1)`, `가)`, `Ⅰ.` before words; never the first part of a date. */
const NUMBER = /^(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ][.)]?|\(?\d{1,2}[.)]|\(?[가나다라마바사아자차카타파하][.)]|[①-⑳])\s+(?!\d)/;

/**
 * A model's item as items without marks. A mark at the beginning is taken away; where a text holds several marked lines,
 * each is an item, at the level of its mark.
 * @param level as the model says
 */
export function itemsOf(text: string, level: number): Item[] {
	const own = levelOf(level);
	const lines = text
		.split(/\n+/)
		.map((line) => line.trim())
		.filter((line) => line !== '');
	return lines
		.map((line, index): Item => ({ kind: 'item', level: index === 0 ? own : (LEVEL_OF_MARK[SYMBOL.exec(line)?.[1] ?? ''] ?? own), text: line.replace(SYMBOL, '').replace(NUMBER, '').trim() }))
		.filter((item) => item.text !== '');
}

function levelOf(given: number): Level {
	if (given <= 1) return 1;
	if (given === 2) return 2;
	return given === 3 ? 3 : 4;
}
