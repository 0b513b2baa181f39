/** HWPUNIT (1/7200 inch) of millimetres and of points. */
export const mm = (value: number): number => Math.round((value * 7200) / 25.4);
export const pt = (value: number): number => Math.round(value * 100);

/** Prefixes as the format's own writer binds them. */
export const NAMESPACES = Object.entries({
	hp: 'http://www.hancom.co.kr/hwpml/2011/paragraph',
	hs: 'http://www.hancom.co.kr/hwpml/2011/section',
	hc: 'http://www.hancom.co.kr/hwpml/2011/core',
	hh: 'http://www.hancom.co.kr/hwpml/2011/head',
})
	.map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
	.join(' ');
