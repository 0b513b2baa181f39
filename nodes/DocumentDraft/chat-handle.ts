import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import type { IWebhookFunctions } from 'n8n-workflow';

import { chatPage, MOST_LETTERS } from '../../lib/drafting/chat-page/chat-page';
import { FILE_KINDS, kindsIn, newestFile } from '../../lib/drafting/chat-page/find-file';
import { faultPage, filesPage, loginPage, notAllowedPage, signedOutPage } from '../../lib/drafting/chat-page/gate-pages';
import { isSessionOf, newSessionId } from '../../lib/drafting/chat-page/session-id';
import { Conversations } from '../../lib/drafting/store/conversations';
import { DraftStore } from '../../lib/drafting/store/draft-store';
import { CityhallError } from '../../lib/errors';
import type { Staff } from '../../lib/privacy/desk-pass';
import { loginAddress, endCookie, redeemTicket, sessionCookie, sessionOf, takingIn, type TakeTicket } from '../shared/desk-access';
import { type DeskRequest, deskRequest } from '../shared/desk-request';
import { wordsOf } from '../shared/desk-words';
import { deskKeyOf } from '../shared/desk-key';
import type { ChatReply } from './chat-reply';
import { chatFolder, chatProfiles, type ChatSettings, chatSettings } from './chat-settings';

/** One request of the chat, and what is needed to answer it. */
interface Visit {
	settings: ChatSettings;
	request: DeskRequest;
	/** What the page's script posted; null where it posted none. */
	said: { sessionId: string; message: string } | null;
	key: Buffer;
	nowMs: number;
	takeTicket: TakeTicket;
}

/**
 * Answers one request: lets in whoever has logged in, shows the page, hands over a file or passes a message on. Never
 * throws: n8n would store the error of a request as an execution.
 */
export async function handleChat(ctx: IWebhookFunctions, env: Readonly<Record<string, string | undefined>>): Promise<ChatReply> {
	const said = saidIn(ctx);
	try {
		const visit = { settings: chatSettings(ctx), request: deskRequest(ctx), said, key: await deskKeyOf(ctx), nowMs: Date.now(), takeTicket: takingIn(ctx) };
		return await answer(visit, env);
	} catch (error) {
		return refused(said, error instanceof CityhallError ? 422 : 500, ...wordsOf(ctx, '행정문서 초안 대화', error));
	}
}

function saidIn(ctx: IWebhookFunctions): Visit['said'] {
	const { method, headers, body } = ctx.getRequestObject();
	if (method !== 'POST' || !String(headers['content-type'] ?? '').startsWith('application/json')) return null;
	const { sessionId, message }: { sessionId?: unknown; message?: unknown } = typeof body === 'object' && body !== null ? body : {};
	return { sessionId: typeof sessionId === 'string' ? sessionId : '', message: typeof message === 'string' ? message : '' };
}

/** A refusal as who asked can show it: the page's script in a sentence, a browser as a page. */
const refused = (said: Visit['said'], status: number, problem: string, remedy: string, login = false): ChatReply =>
	said === null ? { kind: 'page', status, page: faultPage(problem, remedy) } : { kind: 'refusal', status, problem, remedy, login };

async function answer(visit: Visit, env: Readonly<Record<string, string | undefined>>): Promise<ChatReply> {
	const { settings, request, said, key, nowMs, takeTicket } = visit;
	const login = loginAddress(settings.path, settings.loginPath);
	const { ticket } = request.query;
	if (request.method === 'GET' && ticket !== undefined) {
		const staff = await redeemTicket(ticket, key, nowMs, takeTicket);
		if (!staff) return { kind: 'page', status: 401, page: loginPage(login) };
		return { kind: 'redirect', location: '?', cookie: sessionCookie(request, key, staff, nowMs, settings.idleMs, nowMs) };
	}
	const session = sessionOf(request, key, nowMs);
	if (!session) {
		const cookie = endCookie(request);
		if (said === null) return { kind: 'page', status: 401, page: loginPage(login), cookie };
		return { ...refused(said, 401, '로그인한 시간이 지났습니다.', '적은 말은 입력 칸에 그대로 있습니다. 복사해 두고 다시 로그인하시기 바랍니다.', true), cookie };
	}
	if (request.method === 'POST' && !request.sameOrigin) {
		return refused(said, 403, '이 대화창에서 보낸 요청이 아니어서 처리하지 않았습니다.', '대화창을 새로 열어 다시 입력하시기 바랍니다.');
	}
	if (request.form.act === 'signOut') return { kind: 'page', status: 200, page: signedOutPage(login), cookie: endCookie(request) };
	const { staff, since } = session;
	if (settings.allowedUsers.length > 0 && !settings.allowedUsers.includes(staff.email.toLowerCase())) {
		return said === null ? { kind: 'page', status: 403, page: notAllowedPage(staff.name) } : refused(said, 403, "이 계정은 대화창의 '허용 계정'에 들어 있지 않습니다.", '관리자에게 계정 추가를 요청하시기 바랍니다.');
	}
	const cookie = sessionCookie(request, key, staff, since, settings.idleMs, nowMs);
	return { cookie, ...(request.method === 'POST' ? await take(visit, staff, env) : await show(visit, staff, login, env)) };
}

/** Puts a message away and passes its number on. */
async function take({ settings, said, key, nowMs }: Visit, { email }: Staff, env: Readonly<Record<string, string | undefined>>): Promise<ChatReply> {
	if (said === null) return refused(said, 404, '이 화면에 없는 작업이어서 처리하지 않았습니다.', '대화창을 새로 열어 다시 시도하시기 바랍니다.');
	const { sessionId, message } = said;
	if (!isSessionOf(key, email, sessionId)) return refused(said, 403, '이 계정으로 시작한 대화가 아니어서 처리하지 않았습니다.', '대화창을 새로 열어 다시 입력하시기 바랍니다.');
	if (message.trim() === '') return refused(said, 422, '보낼 말이 비어 있습니다.', '답이나 요청을 적어 보내시기 바랍니다.');
	if (message.length > MOST_LETTERS) {
		return refused(said, 413, `글이 너무 깁니다(${message.length.toLocaleString('en')}자). 한 번에 ${MOST_LETTERS.toLocaleString('en')}자까지 보낼 수 있습니다.`, '필요한 사실만 남기거나 항목을 나누어 보내시기 바랍니다.');
	}
	const conversations = new Conversations(await chatFolder(settings, env), () => nowMs);
	return { kind: 'flow', sessionId, messageId: await conversations.put(sessionId, message) };
}

async function show(visit: Visit, staff: Staff, login: string, env: Readonly<Record<string, string | undefined>>): Promise<ChatReply> {
	const { settings, request, key } = visit;
	const folder = await chatFolder(settings, env);
	const { draftId, kind } = request.query;
	if (draftId !== undefined) return await file({ ...visit, folder, email: staff.email, draftId, kind: kind ?? '' });
	const page = chatPage({ cityName: settings.city, staff, profiles: await chatProfiles(settings, env), sessionId: newSessionId(key, staff.email, randomUUID()), login });
	return { kind: 'page', status: 200, page };
}

/** A file of a draft that this member of staff made here; of others' drafts it does not even tell whether they exist. */
async function file({ folder, key, nowMs, email, draftId, kind }: Visit & { folder: string; email: string; draftId: string; kind: string }): Promise<ChatReply> {
	const session = await new Conversations(folder, () => nowMs).sessionOf(draftId);
	if (!isSessionOf(key, email, session)) return refused(null, 404, '이 계정이 대화창에서 작성한 초안 가운데 그 번호가 없습니다.', '초안 번호를 확인하시기 바랍니다. 보존기간이 지나 파기되었으면 다시 작성해야 합니다.');
	const own = new DraftStore(folder).folderOf(draftId);
	const fileKind = FILE_KINDS.find((one) => one === kind);
	if (fileKind === undefined) return { kind: 'page', status: 200, page: filesPage(draftId, await kindsIn(own)) };
	const found = await newestFile(own, fileKind);
	if (found === null) return refused(null, 404, '그 형식의 파일이 없습니다.', "'행정문서 초안' 노드의 선택 사항 '만들 파일'에 그 형식이 들어 있는지 확인하시기 바랍니다.");
	return { kind: 'file', fileKind, name: found.name, bytes: await readFile(found.path) };
}
