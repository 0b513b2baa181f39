import { ground } from '../ground/ground';
import type { CitySettings, Profile, TextUnit } from '../types';
import { NO_FACTS } from './entered-facts';

/** `이하늘 씨`: whoever is called so is a person, also where the name is a common word. */
const CALLED = /(?<![가-힣])[가-힣]{2,4}(?=\s씨(?![가-힣]{3}))/g;

/** Persons that texts name which no fact stands behind; who the settings name is none of them. */
export const personsOf = (units: readonly TextUnit[], profile: Profile, city: CitySettings, today: string): string[] =>
	ground(units, NO_FACTS, { profile, city, today }).filter(({ kind, verdict }) => kind === 'person' && verdict !== 'traced').map(({ text }) => text);

/** Persons that free texts name, with office where it stands beside the name; the head of the city is no secret. */
export function personsIn(texts: readonly string[], profile: Profile, city: CitySettings, today: string): string[] {
	const units = texts.map((text, index): TextUnit => ({ place: `texts.${index}`, role: 'paragraph', sectionId: '', level: 0, column: '', fixed: false, text }));
	return [...new Set([...personsOf(units, profile, city, today), ...texts.flatMap((text) => text.match(CALLED) ?? [])])];
}
