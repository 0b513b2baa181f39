import data from './josa.json';

const PARTICLES: ReadonlySet<string> = new Set(data.particles);
const LONGEST = Math.max(...data.particles.map(({ length }) => length));

/** Whether a stretch behind a word can be a particle or an ending of 이다; nothing at all counts too. */
export const isParticle = (text: string): boolean => text === '' || PARTICLES.has(text);

/** A word and what is left of it without each particle it may end in, longest first; what is left has two characters or more. */
export function stemsOf(word: string): string[] {
	const stems = [word];
	for (let length = 1; length <= LONGEST && word.length - length >= 2; length++) {
		if (PARTICLES.has(word.slice(-length))) stems.push(word.slice(0, -length));
	}
	return stems;
}

/** The shortest thing a word can be without its particle. */
export const stemOf = (word: string): string => {
	for (let length = Math.min(LONGEST, word.length - 2); length > 0; length--) if (PARTICLES.has(word.slice(-length))) return word.slice(0, -length);
	return word;
};
