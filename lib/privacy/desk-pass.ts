import { createHmac, timingSafeEqual } from 'node:crypto';

/** A member of staff as n8n knows them. */
export interface Staff {
	email: string;
	name: string;
}

/** `ticket`: lets somebody in once, right after the login; `session`: keeps them in. */
export type PassKind = 'ticket' | 'session';

/** A pass as read back; times are epoch milliseconds. */
export interface Pass {
	id: string;
	kind: PassKind;
	staff: Staff;
	/** When the person logged in. */
	since: number;
	/** From when on the pass is void. */
	until: number;
}

const CONTEXT = 'cityhall desk pass v1';

/** The key that signs passes, derived from the ledger's, so that a desk and its login agree on it. */
export function deskKey(ledgerKey: Buffer): Buffer {
	return createHmac('sha256', ledgerKey).update(CONTEXT).digest();
}

/** A signed pass as text that may stand in an address or a cookie. It carries staff data only. */
export function signPass(key: Buffer, pass: Pass): string {
	const body = Buffer.from(JSON.stringify(pass)).toString('base64url');
	return `${body}.${macOf(key, body)}`;
}

/** The pass, or null where it is forged, damaged, void or of another kind. */
export function readPass(key: Buffer, text: string, kind: PassKind, nowMs: number): Pass | null {
	const [body = '', mac = ''] = text.split('.');
	const [given, wanted] = [Buffer.from(mac), Buffer.from(macOf(key, body))];
	if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
	const pass = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Pass;
	return pass.kind === kind && nowMs < pass.until ? pass : null;
}

const macOf = (key: Buffer, body: string) => createHmac('sha256', key).update(body).digest('base64url');

/** A person's name as the ledger writes it: Korean names in one (김모의), others with a blank, else the account. */
export function staffName(lastName: string, firstName: string, email: string): string {
	const [last, first] = [lastName.trim(), firstName.trim()];
	if (last === '' && first === '') return email.trim();
	const korean = /^[가-힣]*$/.test(last + first);
	return korean ? `${last}${first}` : `${first} ${last}`.trim();
}
