import { paperOf } from './forms/paper-of';
import { writeHwpx } from './hwpx/write-hwpx';
import type { RenderInput } from './types';

/**
 * The document in the office's form as the bytes of an HWPX file, with its state in the header until it is approved. Fixed
 * sections that are still empty are filled from the fields. The same input gives the same bytes.
 */
export const renderHwpx = async (input: RenderInput): Promise<Uint8Array> => await Promise.resolve(writeHwpx(paperOf(input)));
