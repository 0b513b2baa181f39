import type { FieldValues, Profile } from '../types';

/** What was entered as a person's name, with office and rank where they stand beside it: in fields for a person, in columns of persons, as speaker. */
export function namesIn(profile: Profile, values: FieldValues): string[] {
	const names = profile.fields.flatMap(({ id, kind, columns = [], personColumns = [] }) => {
		const value = values[id] ?? '';
		if (kind === 'person') return [value];
		if (kind === 'quotes') return rowsOf(value).map(([speaker = '']) => speaker);
		if (kind !== 'rows') return [];
		const places = personColumns.map((name) => columns.indexOf(name));
		return rowsOf(value).flatMap((cells) => places.map((place) => cells[place] ?? ''));
	});
	return [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))];
}

const rowsOf = (value: string): string[][] => value.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
