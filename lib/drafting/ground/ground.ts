import type { CitySettings, FactSheet, Profile, TextUnit, Trace } from '../types';

/** What a draft may rest on besides the facts. */
export interface GroundContext {
	profile: Profile;
	city: CitySettings;
	/** `YYYY-MM-DD`, Korean time. */
	today: string;
}

/** Every number, date, amount, time, law, organisation, person, Latin word and quotation of the texts, with the facts it rests on. */
export function ground(_units: readonly TextUnit[], _sheet: FactSheet, _context: GroundContext): Trace[] {
	return [];
}
