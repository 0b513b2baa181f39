import { cleanValue } from '../facts/clean-value';
import { quoteLines } from '../facts/quote-lines';
import { rowsOf } from '../facts/split-value';
import type { FieldValues, Profile } from '../types';

/**
 * What was entered as a person's name, with office and rank where they stand beside it: in fields for a person, in columns of
 * persons, as speaker. Read as the facts are: without HTML and control characters, tables pasted with tabs too.
 */
export function namesIn(profile: Profile, values: FieldValues): string[] {
	const names = profile.fields.flatMap((field) => {
		const { kind, columns = [], personColumns = [] } = field;
		if (kind !== 'person' && kind !== 'quotes' && kind !== 'rows') return [];
		const { value } = cleanValue(field, values[field.id] ?? '');
		if (kind === 'person') return value.split('\n');
		if (kind === 'quotes') return quoteLines(value).quotes.map(({ speaker }) => speaker);
		const places = personColumns.map((name) => columns.indexOf(name));
		return rowsOf(field, value).flatMap((cells) => places.map((place) => cells[place] ?? ''));
	});
	return [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))];
}
