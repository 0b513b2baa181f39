import { builtInProfiles } from '../../../../lib/drafting/profiles/profiles';
import type { Profile } from '../../../../lib/drafting/types';

/** A built-in document type by its id. */
export function profileOf(id: string): Profile {
	const profile = builtInProfiles().find((one) => one.id === id);
	if (!profile) throw new Error(`No profile ${id}`);
	return profile;
}
