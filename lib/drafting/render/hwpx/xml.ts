import { fileText } from '../paper';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as XML holds it. */
export const xml = (text: string): string => fileText(text).replace(/[&<>"]/g, (found) => ENTITIES[found] ?? '');

/** HWPUNIT (1/7200 inch) of millimetres and of points. */
export const mm = (value: number): number => Math.round((value * 7200) / 25.4);
export const pt = (value: number): number => Math.round(value * 100);

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>';

/** Prefixes as the format's own writer binds them. */
export const NAMESPACES = Object.entries({
	hp: 'http://www.hancom.co.kr/hwpml/2011/paragraph',
	hs: 'http://www.hancom.co.kr/hwpml/2011/section',
	hc: 'http://www.hancom.co.kr/hwpml/2011/core',
	hh: 'http://www.hancom.co.kr/hwpml/2011/head',
})
	.map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
	.join(' ');
