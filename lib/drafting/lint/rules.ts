import type { Profile } from '../types';
import type { Rule } from './rule';
import { ATTACHMENT_RULES } from './rules/attachments';
import { CHANNEL_RULES } from './rules/channels';
import { CITIZEN_RULES } from './rules/citizen';
import { DATE_RULES } from './rules/dates';
import { ELECTION_RULES } from './rules/elections';
import { DIRECTIVE_RULE, ENDING_RULE } from './rules/endings';
import { HOUSE_RULES } from './rules/house';
import { JOSA_RULES } from './rules/josa';
import { LATIN_RULES } from './rules/latin';
import { LAW_RULE } from './rules/laws';
import { LENGTH_RULES } from './rules/lengths';
import { MARK_RULES } from './rules/marks';
import { MONEY_RULES } from './rules/money';
import { PRESS_RULES } from './rules/press';
import { RANGE_RULES } from './rules/ranges';
import { REPETITION_RULES } from './rules/repetition';
import { SCRIPT_RULES } from './rules/scripts';
import { SPACING_RULES } from './rules/spacing';
import { STRUCTURE_RULES } from './rules/structure';
import { TIME_RULES } from './rules/times';
import { TRACE_RULES } from './rules/traces';
import { WEEKDAY_RULE } from './rules/weekdays';
import { WORD_RULES } from './rules/words';

/** Every rule of the linter, for checking, for the docs and for the panel. */
export const RULES: readonly Rule[] = [
	...STRUCTURE_RULES,
	...LENGTH_RULES,
	...DATE_RULES,
	WEEKDAY_RULE,
	...TIME_RULES,
	...RANGE_RULES,
	...MONEY_RULES,
	...MARK_RULES,
	...SPACING_RULES,
	...ATTACHMENT_RULES,
	LAW_RULE,
	ENDING_RULE,
	DIRECTIVE_RULE,
	...CITIZEN_RULES,
	...PRESS_RULES,
	...JOSA_RULES,
	...WORD_RULES,
	...LATIN_RULES,
	...SCRIPT_RULES,
	...TRACE_RULES,
	...REPETITION_RULES,
	...CHANNEL_RULES,
	...ELECTION_RULES,
	...HOUSE_RULES,
];

/** The rules of a document type: those of its set without the ones it switches off (`date.words`, or a whole group `election`). */
export function rulesFor({ rules: { set, off } }: Profile): readonly Rule[] {
	return RULES.filter(({ id, sets }) => sets.includes(set) && !off.some((each) => each === id || id.startsWith(`${each}.`)));
}
