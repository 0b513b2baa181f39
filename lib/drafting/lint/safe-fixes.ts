import type { DraftContent, Finding, Profile } from '../types';
import type { LintContext } from './context';

/** The document with every safe fix applied; never changes a number, a name or the words of a quotation. Idempotent. */
export function applySafeFixes(content: DraftContent, _profile: Profile, _context: LintContext): { content: DraftContent; fixed: Finding[] } {
	return { content, fixed: [] };
}
