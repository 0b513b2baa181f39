import type { CitySettings, FieldValues, Profile } from '../types';

/** What was entered, with the city's department where the type asks for one and none was given. */
export function withDefaults(profile: Profile, values: FieldValues, city: CitySettings): FieldValues {
	const asks = profile.fields.some(({ id }) => id === 'department');
	return asks && (values.department ?? '').trim() === '' ? { ...values, department: city.department } : values;
}
