import type { Found } from './detect';
import type { PersonalKind } from './kinds';

/**
 * Adds to what was found in a text the values that were personal data elsewhere only by the name of their field (an address
 * entered as 거주지, an account entered as 계좌번호): in another fact or in the finished draft nothing else tells.
 * @param tellsItself whether a value is found wherever it stands; such ones need no looking for
 */
export function knownValues(values: ReadonlyArray<{ kind: PersonalKind; value: string }>, tellsItself: (value: string) => boolean): (text: string, found: readonly Found[]) => Found[] {
	const kinds = new Map(values.map(({ kind, value }) => [value, kind]));
	const patterns = [...kinds].filter(([value]) => value.trim() !== '' && !tellsItself(value)).sort(([one], [other]) => other.length - one.length).map(([value, kind]) => ({ kind, pattern: patternOf(value) }));
	return (text, found) => {
		const all = [...found];
		for (const { kind, pattern } of patterns) {
			for (const { index: start, 0: value } of text.matchAll(pattern)) {
				const end = start + value.length;
				if (all.every((one) => end <= one.start || start >= one.end)) all.push({ kind, start, end });
			}
		}
		return all.sort((a, b) => a.start - b.start);
	};
}

/** The value however it is spaced; not the beginning of a longer number. */
function patternOf(value: string): RegExp {
	const letters = [...value.replace(/[\s-]/g, '')].map((letter) => letter.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
	const open = /^\d/.test(value) ? '(?<!\\d)' : '';
	const close = /\d$/.test(value) ? '(?!\\d)' : '';
	return new RegExp(`${open}${letters.join('[\\s-]{0,2}')}${close}`, 'g');
}
