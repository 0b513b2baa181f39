import type { Claim, Scanner } from './claim';
import { flat } from './flat';
import { scanDates } from './scan-dates';
import { scanLatin } from './scan-latin';
import { scanLaws } from './scan-laws';
import { scanNumbers } from './scan-numbers';
import { scanOffices, scanOrganisations } from './scan-organisations';
import { personScanner } from './scan-persons';
import { scanTimes } from './scan-times';

/** Item marks at the start of a line; the renderer puts them, so they state nothing. */
const MARK = /(?:^|\n)\s*(?:붙임\s{1,2})?(?:\d{1,2}[.)]\s(?!\d{1,2}\.)|[①-⑳㉮-㉻]\s?|[가-하][.)]\s|\(\d{1,2}\)\s)/g;

/** All claims of a text in reading order, none inside another; what `taken` holds is left alone. */
export function scanText(text: string, names: ReadonlySet<string>, taken: readonly Claim[] = []): Claim[] {
	const plain = flat(text);
	const marks = [...plain.matchAll(MARK)].map(({ index, 0: { length } }) => ({ start: index, end: index + length }));
	const found: Claim[] = [];
	const free = (start: number, end: number) => ![...marks, ...taken, ...found].some((claim) => start < claim.end && end > claim.start);
	const scanners: readonly Scanner[] = [scanLaws, scanLatin, scanDates, scanTimes, scanNumbers, personScanner(names), scanOffices, scanOrganisations];
	for (const scanner of scanners) for (const claim of scanner(plain, free)) found.push(claim);
	return found.map((claim) => ({ ...claim, text: text.slice(claim.start, claim.end) })).sort((one, other) => one.start - other.start);
}
