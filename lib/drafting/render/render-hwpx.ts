import { strToU8 } from '../../vendor/fflate';
import { pasteText } from './paste-text';
import type { RenderInput } from './types';

export async function renderHwpx(input: RenderInput): Promise<Uint8Array> {
	return await Promise.resolve(strToU8(pasteText(input)));
}
