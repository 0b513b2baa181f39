import { randomUUID } from 'node:crypto';

import { type Pass, readPass, signPass, type Staff } from '../../lib/privacy/desk-pass';
import type { DeskRequest } from './desk-request';

const COOKIE = 'cityhall-desk';
/** However busy, a person logs in anew after a working day. */
const LONGEST_MS = 8 * 60 * 60_000;
/** Tickets that were used, until they are void anyway. */
const used = new Map<string, number>();

/** The person who is in, or null. */
export function sessionOf(request: DeskRequest, key: Buffer, nowMs: number): Pass | null {
	const text = request.cookies[COOKIE];
	return text === undefined ? null : readPass(key, text, 'session', nowMs);
}

/** Takes a ticket of the login once; null where it is void, forged or used. */
export function redeemTicket(ticket: string, key: Buffer, nowMs: number): Staff | null {
	const pass = readPass(key, ticket, 'ticket', nowMs);
	for (const [id, until] of used) if (until <= nowMs) used.delete(id);
	if (!pass || used.has(pass.id)) return null;
	used.set(pass.id, pass.until);
	return pass.staff;
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
