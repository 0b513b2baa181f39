import { html } from '../report/markup';
import { plainPage } from './frame';

/** For whoever is not logged in: nothing but how to get in. */
export const loginPage = (loginAddress: string) =>
	plainPage(
		'로그인이 필요합니다',
		html`<p>안내 업무 창구는 n8n 계정으로 로그인한 담당자만 사용할 수 있습니다.</p>
<p class="buttons"><a class="button main" href="${loginAddress}">로그인</a></p>
<p>로그인하고 '창구 열기'를 누르면 이 화면으로 돌아옵니다. 일정 시간 사용하지 않으면 다시 로그인하여야 합니다.</p>`,
	);

export const notAllowedPage = (name: string) =>
	plainPage(
		'사용할 수 없는 계정입니다',
		html`<p>${name} 계정은 이 창구의 '허용 계정'에 들어 있지 않습니다.</p><p>업무 담당자이면 창구 관리자에게 계정 추가를 요청하시기 바랍니다.</p>
<form method="post" action="?"><input type="hidden" name="act" value="signOut"><p class="buttons"><button>다른 계정으로 로그인</button></p></form>`,
	);

export const signedOutPage = (loginAddress: string) =>
	plainPage(
		'창구에서 나갔습니다',
		html`<p>이 브라우저에서 안내 업무 창구를 닫았습니다. 자리를 비우거나 업무를 마칠 때에는 n8n에서도 로그아웃하시기 바랍니다.</p>
<p class="buttons"><a class="button" href="${loginAddress}">다시 로그인</a></p>`,
	);

/** What went wrong, what to do, and the way back. */
export const faultPage = (problem: string, remedy: string) =>
	plainPage(
		'처리하지 못하였습니다',
		html`<div class="banner fault" role="alert"><p><b>${problem}</b></p></div><p>${remedy}</p><p class="buttons"><a class="button" href="?">처음 화면으로</a></p>`,
	);
