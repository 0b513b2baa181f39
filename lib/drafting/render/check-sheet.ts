import { strToU8 } from '../../vendor/fflate';
import { pasteText } from './paste-text';
import type { CheckSheetInput } from './types';

export async function renderCheckSheet(input: CheckSheetInput): Promise<Uint8Array> {
	return await Promise.resolve(strToU8(pasteText(input)));
}
