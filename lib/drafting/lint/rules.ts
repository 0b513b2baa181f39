import type { RuleSet, Severity } from '../types';

/** Every rule of the linter, for the docs and for the panel. */
export const RULES: ReadonlyArray<{ id: string; sets: readonly RuleSet[]; name: string; basis: string; severity: Severity; safeFix: boolean }> = [];
