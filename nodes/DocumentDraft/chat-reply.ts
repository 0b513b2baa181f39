import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import type { FileKind } from '../../lib/drafting/store/deliver';
import type { ChatPage } from '../../lib/drafting/chat-page/gate-pages';

/** What the desk answers. `cookie` is the value of `Set-Cookie`. */
export type ChatReply = { cookie?: string } & (
	| { kind: 'page'; status: number; page: ChatPage }
	| { kind: 'redirect'; location: string }
	/** To the page's script. `login`: the way out is a new login. */
	| { kind: 'refusal'; status: number; problem: string; remedy: string; login?: boolean }
	| { kind: 'file'; fileKind: FileKind; name: string; bytes: Buffer }
	/** The flow answers, piece by piece. */
	| { kind: 'flow'; sessionId: string; messageId: string }
);

const HEADERS: Readonly<Record<string, string>> = {
	'cache-control': 'no-store',
	'referrer-policy': 'same-origin',
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'x-robots-tag': 'noindex',
};

const TYPES: Readonly<Record<FileKind, string>> = {
	hwpx: 'application/hwp+zip',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	text: 'text/plain; charset=utf-8',
	checkSheet: 'application/hwp+zip',
};

/** Own style and script only, by their mark; requests and forms go to this desk only. */
const policy = (nonce: string) => `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** Answers the browser; only a message that was put away starts an execution, which then answers as a stream. */
export function sendReply(ctx: IWebhookFunctions, reply: ChatReply): IWebhookResponseData {
	const response = ctx.getResponseObject();
	const header = (name: string, value: string) => void response.setHeader(name, value);
	for (const [name, value] of Object.entries(HEADERS)) header(name, value);
	if (reply.cookie !== undefined) header('set-cookie', reply.cookie);
	switch (reply.kind) {
		case 'page':
			response.status(reply.status);
			header('content-type', 'text/html; charset=utf-8');
			header('content-security-policy', policy(reply.page.nonce));
			response.end(reply.page.markup);
			break;
		case 'redirect':
			response.status(303);
			header('location', reply.location);
			response.end('');
			break;
		case 'refusal':
			response.status(reply.status);
			header('content-type', 'application/json; charset=utf-8');
			response.end(JSON.stringify({ problem: reply.problem, remedy: reply.remedy, login: reply.login === true }));
			break;
		case 'file':
			response.status(200);
			header('content-type', TYPES[reply.fileKind]);
			header('content-disposition', `attachment; filename="draft${/\.\w+$/.exec(reply.name)?.[0] ?? ''}"; filename*=UTF-8''${rfc5987(reply.name)}`);
			response.end(reply.bytes);
			break;
		case 'flow':
			response.status(200);
			header('content-type', 'application/json; charset=utf-8');
			// A proxy that collects the answer before it passes it on would hide how far it has come.
			header('x-accel-buffering', 'no');
			// Whoever closes the page while n8n writes must not trouble n8n.
			response.on('error', () => undefined);
			response.flushHeaders();
			return { noWebhookResponse: true, workflowData: [[{ json: { sessionId: reply.sessionId, messageId: reply.messageId } }]] };
	}
	return { noWebhookResponse: true };
}

const rfc5987 = (name: string): string => encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
