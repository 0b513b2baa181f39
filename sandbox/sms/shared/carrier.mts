import { createRandom, hash32 } from '../../shared/random.mts';

/** Failures that carriers report for real people's phones, with their rough shares. */
const COMMON_FAILURES = { '3032': 5, '3043': 3, '3042': 1, '3040': 1, '3054': 1 } as const;

/** What the carrier reports for a number: `4000`, a 3xxx or 2xxx failure, or null for a report that never comes. */
export type CarrierResult = string | null;

/**
 * The carriers, decided by the number alone so that a test knows the outcome:
 * - `010-0000-3xxx` fails with code 3xxx, `010-0000-2xxx` with the platform failure 2xxx (2000 excepted);
 * - `010-0000-9xxx` gets no report at all;
 * - other numbers than 010 + 8 digits fail: landlines and 070 with 3050, dead prefixes (011…) with 3032, the rest with 3010;
 * - of the others the share `failureRate` fails, chosen by seed and number.
 */
export function carrierResult(phone: string, seed: number | string, failureRate: number): CarrierResult {
	const magic = /^0100000([239]\d{3})$/.exec(phone)?.[1];
	if (magic !== undefined && magic !== '2000') return magic.startsWith('9') ? null : magic;
	if (/^01[16789]\d{7,8}$/.test(phone)) return '3032';
	if (/^0(2|[3-6]\d|70)\d{7,8}$/.test(phone)) return '3050';
	if (!/^010\d{8}$/.test(phone)) return '3010';
	const random = createRandom(hash32(`${seed}:${phone}`));
	return random.chance(failureRate) ? random.weighted(COMMON_FAILURES) : '4000';
}

/** The carrier of a number, stable for it. */
export function networkName(phone: string): string {
	return ['SKT', 'KT', 'LGU+'][hash32(phone) % 3] ?? 'SKT';
}
