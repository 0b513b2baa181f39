import { hash } from 'node:crypto';

import type { NoticeTemplate } from '../exemption/decision';
import type { LedgerEvent } from './chain';
import type { Steps } from './steps';
import { change } from './steps';

/**
 * Hash of what a notice is about and to whom (base64url): its event carries it, so that a row edited later contradicts the
 * chain. `details` is the column as it is stored.
 */
export const factsHash = (details: string, phoneFingerprint: string | null, nameMasked: string | null): string =>
	hash('sha256', JSON.stringify([details, phoneFingerprint, nameMasked]), 'base64url');

/** Hash of a text with its placeholders (base64url), as its event carries it. */
export const bodyHash = (body: string): string => hash('sha256', body, 'base64url');

/** Keeps a text under its version; gives the event to append where it is new. */
export function* rememberTemplate({ version, id, text }: NoticeTemplate): Steps<LedgerEvent[]> {
	const added = yield* change('INSERT INTO template (version, id, body) VALUES (?, ?, ?) ON CONFLICT (version) DO NOTHING', version, id, text);
	return added > 0 ? [{ kind: 'template.added', subject: version, payload: { id, bodyHash: bodyHash(text) } }] : [];
}
