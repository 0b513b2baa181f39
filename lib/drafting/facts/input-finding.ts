import type { Finding, Severity } from '../types';

/** A finding about what was entered. */
export function inputFinding(ruleId: string, severity: Severity, excerpt: string, message: string, suggestion: string, fixed = false): Finding {
	return { ruleId, severity, place: '', start: 0, end: 0, excerpt, message, suggestion, fixed };
}
