import type { LintFinding } from '../types';
import { lintText } from './lint';
import { normaliseText } from './normalise';

/** Full addresses are a setting of the selector, which has refused them where it is off; short links stay errors. */
const SENT_TEXT = { allowUrl: true } as const;

const SIZE_CODES: ReadonlySet<string> = new Set(['nearlyShort', 'tooLong']);

/**
 * What is wrong with a notice text that is about to be sent: of the text as written (a blank for a name is gone once it is
 * filled) and, where there is one, of a filled example, which alone has the true length. Each finding once.
 */
export function templateFindings(template: string, filled?: string): LintFinding[] {
	const written = lintText(normaliseText(template), SENT_TEXT);
	if (filled === undefined) return written;
	const shown = lintText(filled, { ...SENT_TEXT, knownPlaceholders: [] });
	const codes = new Set(shown.map((finding) => finding.code));
	return [...shown, ...written.filter(({ code }) => !codes.has(code) && !SIZE_CODES.has(code))];
}

/** The first finding that forbids sending. */
export function wordingError(template: string, filled?: string): LintFinding | undefined {
	return templateFindings(template, filled).find((finding) => finding.severity === 'error');
}
