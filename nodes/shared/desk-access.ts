import { randomUUID } from 'node:crypto';

import type { IWebhookFunctions } from 'n8n-workflow';

import { type Pass, readPass, signPass, type Staff } from '../../lib/privacy/desk-pass';
import type { DeskRequest } from './desk-request';
import { openLedger } from './ledger';

const COOKIE = 'cityhall-desk';
/** However busy, a person logs in anew after a working day. */
const LONGEST_MS = 8 * 60 * 60_000;
/** Takes a ticket by its id; false where it was taken, by whatever process of n8n. `until`: epoch milliseconds. */
export type TakeTicket = (id: string, until: number) => Promise<boolean>;

/** Tickets taken are kept in the ledger, which all processes of n8n share and which outlives them. */
export function takingIn(ctx: Pick<IWebhookFunctions, 'getCredentials'>): TakeTicket {
	return async (id, until) => {
		const { ledger } = await openLedger(ctx);
		try {
			return await ledger.desk.takeOnce(id, until);
		} finally {
			await ledger.dispose();
		}
	};
}

/** The person who is in, or null. */
export function sessionOf(request: DeskRequest, key: Buffer, nowMs: number): Pass | null {
	const text = request.cookies[COOKIE];
	return text === undefined ? null : readPass(key, text, 'session', nowMs);
}

/** Takes a ticket of the login once; null where it is void, forged or used. */
export async function redeemTicket(ticket: string, key: Buffer, nowMs: number, take: TakeTicket): Promise<Staff | null> {
	const pass = readPass(key, ticket, 'ticket', nowMs);
	return pass && (await take(pass.id, pass.until)) ? pass.staff : null;
}

/** A cookie that keeps the person in for a while from now on. It goes to this desk only, and never with a foreign site's request. */
export function sessionCookie(request: DeskRequest, key: Buffer, staff: Staff, since: number, idleMs: number, nowMs: number): string {
	const until = Math.min(nowMs + idleMs, since + LONGEST_MS);
	return cookie(request, signPass(key, { id: randomUUID(), kind: 'session', staff, since, until }), Math.ceil((until - nowMs) / 1000));
}

/** A cookie that ends the session in this browser. */
export const endCookie = (request: DeskRequest) => cookie(request, '', 0);

function cookie({ path, secure }: DeskRequest, value: string, maxAge: number): string {
	return `${COOKIE}=${value}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}

/**
 * Where the login form lies, seen from the desk: both are below the same base address, whatever stands before it. A whole
 * address, or a path from the root, is taken as it is.
 */
export function loginAddress(deskPath: string, loginPath: string): string {
	if (/^(?:https?:\/\/|\/)/.test(loginPath)) return loginPath;
	return `${'../'.repeat(deskPath.split('/').length)}form/${loginPath.split('/').map(encodeURIComponent).join('/')}`;
}
