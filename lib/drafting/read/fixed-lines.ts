import type { Profile, ProfileSection } from '../types';

/** Fewest letters of a template line beside its fields by which it is known again. */
const FEWEST_LETTERS = 2;

/**
 * Says of a line which `fixed` section it was written into by its template (`담당부서: #{department}`), so that a text that we
 * made is not taken for one that a model wrote.
 */
export function fixedLines(profile: Profile): (line: string) => ProfileSection | undefined {
	const known = profile.sections
		.filter(({ form }) => form === 'fixed')
		.flatMap((section) => (section.template ?? []).flatMap((line) => (isTelling(line) ? [{ section, pattern: patternOf(line) }] : [])));
	return (line) => known.find(({ pattern }) => pattern.test(line.trim()))?.section;
}

const FIELD = /#\{\w+\}/;
const isTelling = (line: string): boolean => line.split(FIELD).join('').replace(/[^\p{L}]/gu, '').length >= FEWEST_LETTERS;

function patternOf(line: string): RegExp {
	const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
	return new RegExp(`^${line.trim().split(FIELD).map(literal).join('.*')}$`, 'u');
}
