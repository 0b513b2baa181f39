import { cleanValue } from '../facts/clean-value';
import type { CitySettings, FieldValues, Profile } from '../types';

/**
 * What was entered as it is printed and kept: without control characters and HTML like the facts made of it, with the city's
 * department where the type asks for one and none was given.
 */
export function withDefaults(profile: Profile, values: FieldValues, city: CitySettings): FieldValues {
	const clean: Record<string, string> = { ...values };
	for (const field of profile.fields) if ((values[field.id] ?? '') !== '') clean[field.id] = cleanValue(field, values[field.id] ?? '').value;
	const asks = profile.fields.some(({ id }) => id === 'department');
	return asks && (clean.department ?? '').trim() === '' ? { ...clean, department: city.department } : clean;
}
