import { ground } from '../ground/ground';
import type { CitySettings, FactSheet, Profile, TextUnit } from '../types';

const NOTHING: FactSheet = { facts: [], quotes: [], findings: [], missing: [] };

/** `이하늘 씨`: whoever is called so is a person, also where the name is a common word. */
const CALLED = /(?<![가-힣])[가-힣]{2,4}(?=\s씨(?![가-힣]{3}))/g;

/** Persons that free texts name, with office where it stands beside the name; the head of the city is no secret. */
export function personsIn(texts: readonly string[], profile: Profile, city: CitySettings, today: string): string[] {
	const units = texts.map((text, index): TextUnit => ({ place: `texts.${index}`, role: 'paragraph', sectionId: '', level: 0, column: '', fixed: false, text }));
	const persons = ground(units, NOTHING, { profile, city, today }).filter(({ kind, verdict }) => kind === 'person' && verdict !== 'traced');
	return [...new Set([...persons.map(({ text }) => text), ...texts.flatMap((text) => text.match(CALLED) ?? [])])];
}
