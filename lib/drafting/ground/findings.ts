import type { Finding, TextUnit, Trace } from '../types';

/** What a person must look at: one finding for each claim without a fact, or with the wrong one. */
export function groundFindings(_traces: readonly Trace[], _units: readonly TextUnit[]): Finding[] {
	return [];
}
