import { factSheet, type FactContext } from '../facts/fact-sheet';
import type { FactSheet, FieldValues, Profile } from '../types';
import { withInstructions } from './request';

export const NO_FACTS: FactSheet = { facts: [], quotes: [], findings: [], missing: [] };

/** The numbered facts of what was entered and asked for later; none where nothing was entered. @throws as `factSheet` */
export function enteredFacts(profile: Profile, values: FieldValues, instructions: readonly string[], context: FactContext): FactSheet {
	if (Object.values(values).every((value) => value.trim() === '')) return NO_FACTS;
	return withInstructions(factSheet(profile, values, context), instructions);
}
