import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Staff } from '../../privacy/desk-pass';
import { html, trusted } from '../../report/markup';
import type { Profile } from '../types';
import { FILE_NAMES } from './find-file';
import { type ChatPage, newNonce, shell } from './gate-pages';
import { answerParts } from './markdown';

/** Longest message, in characters: what the facts of a draft may be together, and some more for their labels. */
export const MOST_LETTERS = 60_000;

export interface ChatPageInput {
	cityName: string;
	staff: Staff;
	profiles: readonly Profile[];
	/** Of a conversation that this page may begin. */
	sessionId: string;
	/** Address of the login, seen from the page. */
	login: string;
}

const client = readFileSync(join(__dirname, 'client.html'), 'utf8');

/** The page on which a member of staff talks to the drafting flow. */
export function chatPage({ cityName, staff, profiles, sessionId, login }: ChatPageInput): ChatPage {
	const nonce = newNonce();
	const entries = profiles.map(({ name, description }, index) => html`<li><button type="button" class="entry" data-say="${name}"><b>${index + 1}. ${name}</b><span>${description}</span></button></li>`);
	const body = html`<header><p class="office">${cityName}</p><h1>행정문서 초안 대화</h1>
<form method="post" action="?" class="who"><input type="hidden" name="act" value="signOut"><span title="${staff.email}">${staff.name}</span><button class="plain">나가기</button></form></header>
<main>
<p class="note">답은 입력한 사실로 언어모형이 쓰고 규칙으로 점검한 <b>초안</b>입니다. 담당자가 끝까지 읽고 확인한 뒤에 사용하시기 바랍니다.</p>
<noscript><p class="fault">이 화면을 쓰려면 브라우저에서 스크립트 실행을 허용하시기 바랍니다.</p></noscript>
<div id="log" role="log" aria-label="대화" aria-live="polite"></div>
<section id="entries" aria-labelledby="entries-title"><h2 id="entries-title">어떤 문서를 만드시겠습니까?</h2><ol>${entries}</ol></section>
<p id="resume" hidden>앞에서 하던 대화가 있습니다. <button type="button" data-act="resume">이어 가기</button></p>
<p class="state"><span id="state" role="status"></span> <span id="elapsed" aria-hidden="true"></span></p>
</main>
<form id="ask" class="ask" autocomplete="off">
<div id="files" class="files" hidden><span id="files-title"></span></div>
<div class="hints" role="group" aria-label="자주 쓰는 말"><button type="button" data-say="초안">초안</button><button type="button" data-type="수정: ">수정: …</button><button type="button" data-say="파일">파일</button><button type="button" data-say="현황">현황</button><button type="button" data-say="처음으로">처음으로</button><button type="button" data-say="도움말">도움말</button></div>
<div class="line"><label for="message" class="unseen">보낼 말</label><textarea id="message" rows="1" maxlength="${MOST_LETTERS}" placeholder="답이나 요청을 적습니다" aria-describedby="keys"></textarea><button class="main" id="send">보내기</button></div>
<p id="keys" class="keys">Enter로 보내고, Shift+Enter로 줄을 바꿉니다. 적은 말은 n8n의 실행 기록에 남지 않고 시의 초안 폴더에 저장됩니다.</p>
</form>`;
	const settings = trusted(JSON.stringify({ sessionId, login, fileNames: FILE_NAMES }).replaceAll('<', '\\u003c'));
	// The source of a function of our own and a file of our own, never data.
	const code = trusted(client.replace(/<\/?script>/g, '').replace('/* answerParts */', () => answerParts.toString()));
	const script = html`<script type="application/json" id="settings">${settings}</script>
<script nonce="${nonce}">${code}</script>`;
	return { nonce, markup: shell(cityName, body, nonce, script).markup };
}
