import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { FileKind } from '../store/deliver';
import { html, type Html, nothing, trusted } from '../../report/markup';
import { FILE_NAMES } from './find-file';

/** A page and the only mark by which the browser runs its style and script. */
export interface ChatPage {
	markup: string;
	nonce: string;
}

export const style = trusted(readFileSync(join(__dirname, 'chat.css'), 'utf8'));
export const newNonce = (): string => randomBytes(16).toString('base64');

/** For whoever is not logged in. */
export const loginPage = (login: string): ChatPage =>
	plainPage(
		'로그인이 필요합니다',
		html`<p>행정문서 초안 대화는 n8n 계정으로 로그인한 담당자만 사용할 수 있습니다.</p>
<p class="buttons"><a class="button main" href="${login}">로그인</a></p>
<p>로그인하고 '대화 열기'를 누르면 이 화면으로 돌아옵니다. 일정 시간 사용하지 않으면 다시 로그인하여야 합니다.</p>`,
	);

export const notAllowedPage = (name: string): ChatPage =>
	plainPage(
		'사용할 수 없는 계정입니다',
		html`<p>${name} 계정은 이 화면의 '허용 계정'에 들어 있지 않습니다.</p><p>문서 작성 담당자이면 관리자에게 계정 추가를 요청하시기 바랍니다.</p>
<form method="post" action="?"><input type="hidden" name="act" value="signOut"><p class="buttons"><button>다른 계정으로 로그인</button></p></form>`,
	);

export const signedOutPage = (login: string): ChatPage =>
	plainPage(
		'대화창에서 나갔습니다',
		html`<p>이 브라우저에서 행정문서 초안 대화를 닫았습니다. 자리를 비우거나 업무를 마칠 때에는 n8n에서도 로그아웃하시기 바랍니다.</p>
<p class="buttons"><a class="button" href="${login}">다시 로그인</a></p>`,
	);

/** What went wrong, what to do, and the way back. */
export const faultPage = (problem: string, remedy: string): ChatPage =>
	plainPage('처리하지 못하였습니다', html`<div class="fault" role="alert"><p><b>${problem}</b></p></div><p>${remedy}</p><p class="buttons"><a class="button" href="?">대화창으로</a></p>`);

/** The files of a draft. */
export function filesPage(draftId: string, kinds: readonly FileKind[]): ChatPage {
	const links = kinds.map((kind) => html`<a class="button" href="?draftId=${draftId}&amp;kind=${kind}">${FILE_NAMES[kind]}</a>`);
	return plainPage('파일 내려받기', html`<p>초안 번호 ${draftId}의 최신 판입니다. 파일에는 '초안' 표시가 있습니다.</p><p class="buttons">${links}</p><p class="buttons"><a href="?">대화창으로</a></p>`);
}

function plainPage(title: string, body: Html): ChatPage {
	const nonce = newNonce();
	return { nonce, markup: shell(title, html`<main class="alone"><h1>${title}</h1>${body}</main>`, nonce).markup };
}

/** A whole page without outside resource. */
export function shell(title: string, body: Html, nonce: string, script: Html = nothing): Html {
	return html`<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><meta name="color-scheme" content="light"><title>${title} · 행정문서 초안 대화</title>
<style nonce="${nonce}">${style}</style></head>
<body>${body}${script}</body></html>
`;
}
