import { createRequire } from 'node:module';
import { join } from 'node:path';

import type * as Types from '../../lib/drafting/types.ts';

export type { Types };

/** What the bench uses of the built package. */
export function draftingLibrary(lib: string) {
	const require = createRequire(import.meta.url);
	const load = (path: string): unknown => require(join(lib, 'drafting', path));
	return {
		...(load('units.js') as typeof import('../../lib/drafting/units.ts')),
		...(load('profiles/profiles.js') as typeof import('../../lib/drafting/profiles/profiles.ts')),
		...(load('facts/fact-sheet.js') as typeof import('../../lib/drafting/facts/fact-sheet.ts')),
		...(load('render/fill-fixed.js') as typeof import('../../lib/drafting/render/fill-fixed.ts')),
		...(load('ground/ground.js') as typeof import('../../lib/drafting/ground/ground.ts')),
		...(load('ground/findings.js') as typeof import('../../lib/drafting/ground/findings.ts')),
		...(load('ground/mark.js') as typeof import('../../lib/drafting/ground/mark.ts')),
		...(load('lint/lint.js') as typeof import('../../lib/drafting/lint/lint.ts')),
		...(load('lint/words.js') as typeof import('../../lib/drafting/lint/words.ts')),
		...(load('exemplars/store.js') as typeof import('../../lib/drafting/exemplars/store.ts')),
		...(load('exemplars/copy-guard.js') as typeof import('../../lib/drafting/exemplars/copy-guard.ts')),
	};
}

export type DraftingLibrary = ReturnType<typeof draftingLibrary>;
