import type { DraftContent } from '../types';

/** Takes back what the instruction did not ask for. */
export function keepUnasked(_before: DraftContent, after: DraftContent, _instruction: string): { content: DraftContent; undone: number } {
	return { content: after, undone: 0 };
}
