import { html, type Html, trusted } from '../../report/markup';
import { change, count, NONE, tenth } from '../book/words';
import type { Comparison, ObservedEstimated, Verdict } from '../model';

/** A part of the page with its heading; `id` is what the list of contents points to. */
export const section = (id: string, title: string, small: string, body: readonly Html[], look = ''): Html =>
	html`<section id="${id}" class="${look}"><h2>${title}${small === '' ? html`` : html` <small>${small}</small>`}</h2>${body}</section>`;

/** A chart in a frame that scrolls sideways on narrow screens. */
export const chart = (svg: string): Html => html`<div class="chart scroll" tabindex="0">${trusted(svg)}</div>`;

export const paragraph = (words: string, look = 'small'): Html => html`<p class="${look}">${words}</p>`;

const VERDICTS: Readonly<Record<Verdict, readonly [string, string]>> = { good: ['✔', '정상'], warn: ['▲', '주의'], bad: ['✘', '이상'], unknown: ['?', '판단 불가'] };
export const verdictName = (verdict: Verdict): string => VERDICTS[verdict][1];
/** Verdict in a sign, a colour and a word. */
export const verdictMark = (verdict: Verdict): Html => html`<span class="verdict v-${verdict}"><i aria-hidden="true">${VERDICTS[verdict][0]}</i> ${verdictName(verdict)}</span>`;

const LEVELS: Readonly<Record<string, readonly [string, string]>> = { 여유: ['○', '1'], 보통: ['◔', '2'], 혼잡: ['◕', '3'], 매우혼잡: ['●', '4'] };
/** Level of crowding in a sign, a colour and a word. */
export function levelMark(level: string): Html {
	const [sign, rank] = LEVELS[level] ?? ['–', '0'];
	return html`<span class="level l-${rank}"><i aria-hidden="true">${sign}</i> ${level}</span>`;
}

/** `63 / 61.2`: observed, then estimated. */
export const both = ({ observed, estimated }: ObservedEstimated, format: (value: number | null) => string = count): string => `${format(observed)} / ${format(estimated)}`;

/** A change as `+12.3%` with a class for its direction. */
export function changeMark(value: number | null): Html {
	const words = change(value);
	if (words === NONE) return html`<span class="soft">${NONE}</span>`;
	return html`<span class="${words.startsWith('+') ? 'up' : words.startsWith('-') ? 'down' : ''}">${words}</span>`;
}

/** `평소 58,420명 대비 +2.1% (7일 중앙값)`, or why there is no comparison. */
export function comparisonWords({ usual, days, change: share }: Comparison): string {
	if (usual === null || share === null) return `평소와 비교할 자료 부족(${count(days)}일)`;
	return `평소 ${count(usual)}명 대비 ${change(share)} (${count(days)}일 중앙값)`;
}

/** Metres as kilometres: `4.3 km`. */
export const kilometres = (metres: number | null): string => (metres === null ? NONE : `${tenth(metres / 1000)}km`);
