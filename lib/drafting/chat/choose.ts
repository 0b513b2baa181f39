import type { Profile } from '../types';

/** A word as labels and names are compared: no spaces, dots, brackets or case. */
export const wordKey = (text: string): string => text.normalize('NFC').replace(/[\s·ㆍ‧・.,/()[\]]/g, '').toLowerCase();

/** The type that a message names: by its number (`1`, `1번`), its name, or a sentence with one of the names in it; null where none or several fit. */
export function chooseProfile(message: string, profiles: readonly Profile[]): Profile | null {
	const number = /^\s*(\d{1,3})\s*(?:번|\.|\))?\s*$/.exec(message)?.[1];
	if (number !== undefined) return profiles[Number(number) - 1] ?? null;
	const said = wordKey(message);
	if (said === '') return null;
	const exact = profiles.find(({ id, name }) => wordKey(name) === said || id === message.trim());
	if (exact) return exact;
	const named = profiles.flatMap((profile) => namesOf(profile).filter((name) => said.includes(name)).map((name) => ({ profile, name })));
	const longest = Math.max(0, ...named.map(({ name }) => name.length));
	const fitting = new Set(named.filter(({ name }) => name.length === longest).map(({ profile }) => profile));
	if (fitting.size === 1) return [...fitting][0] ?? null;
	const begun = said.length < 2 ? [] : profiles.filter((profile) => namesOf(profile).some((name) => name.includes(said)));
	return begun.length === 1 ? (begun[0] ?? null) : null;
}

/** `인사말·축사` is also asked for as either of its parts. */
function namesOf({ name }: Profile): string[] {
	const parts = name.split(/[·ㆍ‧・,/()]/).map(wordKey);
	return [wordKey(name), ...parts].filter((part) => part.length >= 2);
}
