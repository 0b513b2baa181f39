import type { Profile, TextUnit } from '../types';
import type { LintContext } from './context';
import { hide, protectedRanges } from './mask';
import type { LintedDocument, ReadUnit } from './rule';

/** A unit as rules read it. */
export function readUnit(unit: TextUnit): ReadUnit {
	return { ...unit, masked: hide(unit.text, protectedRanges(unit.text)), hasDigit: /\d/.test(unit.text), hasLatin: /[A-Za-z]/.test(unit.text) };
}

/** A document as rules read it. */
export function linted(units: readonly TextUnit[], profile: Profile, context: LintContext): LintedDocument {
	return { units: units.map(readUnit), profile, context };
}
