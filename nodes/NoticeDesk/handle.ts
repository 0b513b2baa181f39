import { hash, randomUUID } from 'node:crypto';

import type { IWebhookFunctions } from 'n8n-workflow';

import { doneBanner, type Frame, faultBanner, framed } from '../../lib/desk-pages/frame';
import { faultPage, loginPage, notAllowedPage, signedOutPage } from '../../lib/desk-pages/gate-pages';
import { CityhallError } from '../../lib/errors';
import type { Pass } from '../../lib/privacy/desk-pass';
import { html, nothing } from '../../lib/report/markup';
import { deskKeyOf } from '../shared/desk-key';
import { openLedger, type OpenLedger } from '../shared/ledger';
import { endCookie, loginAddress, redeemTicket, sessionCookie, sessionOf, takingIn } from '../shared/desk-access';
import { type Desk, given, openDesk } from './desk';
import { pageHandlers } from './pages';
import type { Reply } from './reply';
import { type DeskRequest, deskRequest } from '../shared/desk-request';
import { wordsOf } from '../shared/desk-words';
import { type DeskSettings, deskSettings } from './settings';

/**
 * Answers one request: lets in whoever has logged in, shows a page or does an act. Never throws: n8n would store the error
 * of a request as an execution.
 */
export async function handle(ctx: IWebhookFunctions): Promise<Reply> {
	try {
		const settings = deskSettings(ctx);
		return await answer(ctx, settings, deskRequest(ctx), await deskKeyOf(ctx), Date.now());
	} catch (error) {
		return { status: error instanceof CityhallError ? 422 : 500, page: faultPage(...wordsOf(ctx, '안내 업무 창구', error)) };
	}
}

async function answer(ctx: IWebhookFunctions, settings: DeskSettings, request: DeskRequest, key: Buffer, now: number): Promise<Reply> {
	const login = loginAddress(settings.path, settings.loginPath);
	const ticket = request.query.ticket;
	if (request.method === 'GET' && ticket !== undefined) {
		const staff = await redeemTicket(ticket, key, now, takingIn(ctx));
		if (!staff) return { status: 401, page: loginPage(login) };
		return { status: 303, location: '?', cookie: sessionCookie(request, key, staff, now, settings.idleMs, now) };
	}
	const session = sessionOf(request, key, now);
	if (!session) return { status: 401, page: loginPage(login), cookie: endCookie(request) };
	if (request.method === 'POST' && !request.sameOrigin) {
		return { status: 403, page: faultPage('이 창구의 화면에서 보낸 요청이 아니어서 처리하지 않았습니다.', '창구를 새로 열어 다시 입력하시기 바랍니다.') };
	}
	if (request.form.act === 'signOut') return { status: 200, page: signedOutPage(login), cookie: endCookie(request) };
	const { email, name } = session.staff;
	if (settings.allowedUsers.length > 0 && !settings.allowedUsers.includes(email.toLowerCase())) return { status: 403, page: notAllowedPage(name) };
	return { cookie: sessionCookie(request, key, session.staff, session.since, settings.idleMs, now), ...(await inLedger(ctx, settings, request, session)) };
}

async function inLedger(ctx: IWebhookFunctions, settings: DeskSettings, request: DeskRequest, session: Pass): Promise<Reply> {
	const open = await openLedger(ctx);
	try {
		return await atDesk(ctx, settings, request, session, open);
	} finally {
		await open.ledger.dispose();
	}
}

async function atDesk(ctx: IWebhookFunctions, settings: DeskSettings, request: DeskRequest, { staff }: Pass, open: OpenLedger): Promise<Reply> {
	const post = request.method === 'POST';
	const frame: Frame = {
		organisation: settings.contact.organisation,
		pages: settings.pages,
		staff,
		sandbox: open.environment === 'sandbox',
		requestId: post ? given(request.form, 'requestId') || randomUUID() : randomUUID(),
	};
	const desk = openDesk(ctx, settings, frame, open);
	const page = settings.pages.find((one) => one === (post ? request.form.page : request.query.page)) ?? settings.pages[0] ?? 'inquiry';
	const handler = pageHandlers[page];
	if (post) return await act(ctx, desk, page, request.form);
	const done = given(request.query, 'done');
	const words = Object.hasOwn(handler.done, done) ? handler.done[done] : done === 'again' ? '이미 받은 요청이어서 다시 처리하지 않았습니다. 처리된 내용은 이 화면에서 확인하시기 바랍니다.' : undefined;
	return { status: 200, page: framed(frame, page, await handler.show(desk, request.query), words === undefined ? nothing : doneBanner(words)) };
}

/** How long a form that was acted on is known: sent again (double click, reload), in whatever process, it changes nothing. */
const REMEMBERED_MS = 24 * 60 * 60_000;

async function act(ctx: IWebhookFunctions, desk: Desk, page: Frame['pages'][number], form: Record<string, string>): Promise<Reply> {
	const { acts } = pageHandlers[page];
	const name = given(form, 'act');
	const chosen = Object.hasOwn(acts, name) ? acts[name] : undefined;
	if (!chosen) return { status: 404, page: faultPage('이 화면에 없는 작업이어서 처리하지 않았습니다.', '창구를 새로 열어 다시 시도하시기 바랍니다.') };
	const book = desk.ledger.desk;
	const once = `form:${hash('sha256', `${desk.frame.staff.email} ${desk.frame.requestId}`, 'base64url')}`;
	if (!(await book.takeOnce(once, Date.now() + REMEMBERED_MS))) return { status: 303, location: `?page=${page}&done=again` };
	try {
		const outcome = await chosen(desk, form);
		const emission = outcome.emission === undefined ? {} : { emission: outcome.emission };
		if ('done' in outcome) return { status: 303, location: `?page=${page}&done=${outcome.done}`, ...emission };
		return { status: outcome.status ?? 200, page: framed(desk.frame, page, outcome.body), ...emission };
	} catch (error) {
		await book.giveBack(once).catch(() => undefined);
		const banner = faultBanner(...wordsOf(ctx, '안내 업무 창구', error));
		const fresh = { ...desk, frame: { ...desk.frame, requestId: randomUUID() } };
		const body = await pageHandlers[page].show(fresh, form).catch(() => html`<p><a class="button" href="?page=${page}">이 화면 다시 열기</a></p>`);
		return { status: error instanceof CityhallError ? 422 : 500, page: framed(fresh.frame, page, body, banner) };
	}
}
