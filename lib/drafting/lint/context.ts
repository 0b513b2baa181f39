import type { CitySettings, FieldValues, HouseStyle } from '../types';
import type { WordLists } from '../words/word-lists';

/** What the linter is told about a document besides its texts. */
export interface LintContext {
	/** `YYYY-MM-DD`: years of dates without one, election periods. */
	today: string;
	city: CitySettings;
	/** Measured habits of the city, or null. */
	houseStyle: HouseStyle | null;
	/** What was entered: channel of a notice, date of an event, names that words must not be mended in. */
	values: FieldValues;
	/** The shipped lists, or a city's own (`readWords`). */
	words: WordLists;
	/** The whole document as it is pasted or sent, with title, marks and the lines of the form; a notice is measured by it. */
	pasted?: string;
}
