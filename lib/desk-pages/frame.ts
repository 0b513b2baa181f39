import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Staff } from '../privacy/desk-pass';
import { html, type Html, nothing, trusted } from '../report/markup';

/** The pages (화면) of the desk. */
export const DESK_PAGES = ['inquiry', 'runs', 'tasks', 'mail', 'forms', 'corrections'] as const;
export type DeskPage = (typeof DESK_PAGES)[number];

export const PAGE_NAMES: Readonly<Record<DeskPage, string>> = {
	inquiry: '문의 응대',
	runs: '회차 현황',
	tasks: '확인 필요 처리',
	mail: '우편·반송',
	forms: '서식 안내',
	corrections: '정정 안내',
};

/** What stands around every page. */
export interface Frame {
	organisation: string;
	/** Pages that this desk shows, in their order. */
	pages: readonly DeskPage[];
	staff: Staff;
	/** The ledger is a pretend one. */
	sandbox: boolean;
	/** Sets a form apart from the same form opened again: sent twice, it counts once. */
	requestId: string;
}

const style = trusted(readFileSync(join(__dirname, 'desk.css'), 'utf8'));

/** A whole page without script or outside resource; `banner` says what has just been done. */
export function framed(frame: Frame, current: DeskPage, body: Html, banner: Html = nothing): string {
	const tabs = frame.pages.map(
		(page) => html`<li><a href="?page=${page}"${page === current ? html` aria-current="page"` : nothing}>${PAGE_NAMES[page]}</a></li>`,
	);
	return shell(
		PAGE_NAMES[current],
		html`<header><p class="office">${frame.organisation}</p><p class="desk">안내 업무 창구</p>
<form method="post" action="?" class="who"><input type="hidden" name="act" value="signOut"><span title="${frame.staff.email}">${frame.staff.name}</span><button class="plain">나가기</button></form></header>
<nav aria-label="화면"><ul>${tabs}</ul></nav>
<main>${frame.sandbox ? html`<p class="mock">모의 대장입니다. 실제 안내 기록이 아닙니다.</p>` : nothing}
<h1>${PAGE_NAMES[current]}</h1>
${banner}
${body}</main>`,
	);
}

/** A page of its own for whoever is not let in, or where something failed. */
export function plainPage(title: string, body: Html): string {
	return shell(title, html`<main class="alone"><h1>${title}</h1>${body}</main>`);
}

function shell(title: string, body: Html): string {
	return html`<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><meta name="color-scheme" content="light"><title>${title} · 안내 업무 창구</title>
<style>${style}</style></head>
<body>${body}</body></html>
`.markup;
}

/** Says what has just been done. */
export const doneBanner = (words: string) => html`<p class="banner done" role="status">${words}</p>`;

/** Says what is wrong and what to do now. */
export const faultBanner = (problem: string, remedy: string) =>
	html`<div class="banner fault" role="alert"><p><b>${problem}</b></p><p>${remedy}</p></div>`;
