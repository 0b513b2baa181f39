import { createHash, timingSafeEqual } from 'node:crypto';

/** How SOLAPI's header carries the secret; the vendor's own words leave it open, so it is a setting. */
export type SecretForm = 'sha1' | 'plain';

const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();

/** Whether two texts are the same, in a time that tells nothing of where or how much they differ. */
const same = (given: string, wanted: string) => timingSafeEqual(digest(given), digest(wanted));

/**
 * Whether a call carries the secret agreed with the vendor. An empty secret fits nothing: without one anybody could call.
 * With `sha1` the header is the hex SHA-1 of the secret, in letters of either case.
 */
export function fitsSecret(header: string | undefined, secret: string, form: SecretForm): boolean {
	const wanted = form === 'sha1' ? createHash('sha1').update(secret, 'utf8').digest('hex') : secret;
	const given = form === 'sha1' ? (header ?? '').toLowerCase() : (header ?? '');
	const fits = same(given, wanted);
	return fits && secret !== '' && header !== undefined;
}
