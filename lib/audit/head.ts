import { ValidationError } from '../errors';
import type { ChainHead } from '../ledger/chain';

/** A link as it is printed, `순번:검증값`; undefined where nothing is given. @throws ValidationError `badHead` */
export function parseHead(text: string): ChainHead | undefined {
	if (text === '') return undefined;
	const [, seq, mac] = /^(\d+):([A-Za-z0-9_-]*)$/.exec(text) ?? [];
	if (seq !== undefined && mac !== undefined) return { seq: Number(seq), mac };
	throw new ValidationError(
		'badHead',
		"'대장 확인값'의 형식이 올바르지 않습니다.",
		'보고서의 값을 순번:검증값 형식 그대로 붙여 넣으시기 바랍니다.',
	);
}
