import { unitsOf } from '../units';
import type { RenderInput } from './types';

/** The document as text to paste. */
export function pasteText(input: RenderInput): string {
	return `${unitsOf(input.content, input.profile).map(({ text }) => text).join('\n')}\n`;
}
