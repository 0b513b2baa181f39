import type { HouseStyle, Profile } from '../types';

/** Measures the habits of a city's past documents of one type. */
export function measureStyle(documents: ReadonlyArray<{ title: string; text: string }>, profile: Profile): HouseStyle {
	return {
		profileId: profile.id,
		documents: documents.length,
		sha256: '',
		endings: [],
		sentence: { median: 0, p90: 0 },
		length: { median: 0, min: 0, max: 0 },
		leads: [],
		marks: { middleDot: '', quoteOpen: '', quoteClose: '', item: '' },
		quoteVerbs: [],
		loanwords: [],
	};
}
