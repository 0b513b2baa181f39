import type { FieldValues } from '../../../../../lib/drafting/types';

/** Facts of one document, faithful texts made from them, and changes that make such a text say what the facts do not. */
export interface Sample {
	profileId: string;
	values: FieldValues;
	clean: readonly string[];
	/** What stands in a clean text, what a careless writer makes of it, and the rule that must object. */
	flaws: ReadonlyArray<readonly [from: string, to: string, rule: string]>;
}
