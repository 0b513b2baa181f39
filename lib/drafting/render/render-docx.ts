import { writeDocx } from './docx/write-docx';
import { paperOf } from './forms/paper-of';
import type { RenderInput } from './types';

/** The same paper as `renderHwpx` as the bytes of a DOCX file. The same input gives the same bytes. */
export const renderDocx = async (input: RenderInput): Promise<Uint8Array> => await Promise.resolve(writeDocx(paperOf(input)));
