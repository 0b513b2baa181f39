import type { Exemplar, FactSheet, Finding, TextUnit } from '../types';

/** `copy.passage`: runs of an exemplar longer than a title that no fact holds. */
export function copiedPassages(_units: readonly TextUnit[], _exemplars: readonly Exemplar[], _sheet: FactSheet): Finding[] {
	return [];
}
