import { endingSound } from './final-sound';

/** A 조사 in its two forms: after a consonant / after a vowel. */
export type JosaPair =
	| '은/는' | '이/가' | '을/를' | '과/와' | '으로/로' | '아/야' | '이여/여'
	| '이라/라' | '이라고/라고' | '이라는/라는' | '이라며/라며' | '이란/란' | '이나/나' | '이든/든' | '이며/며' | '이고/고' | '이다/다'
	| '이었다/였다' | '이랑/랑' | '이자/자' | '으로서/로서' | '으로써/로써' | '으로부터/로부터' | '으로는/로는' | '으로도/로도' | '으로의/로의';

/**
 * The form of the 조사 that follows the word, without the word: `josaFor('3', '으로/로')` → `으로`, `josaFor('AI', '을/를')` → `를`.
 * Brackets and quotation marks behind the word are passed over. Where nobody can tell how the word is read, both forms are written
 * (`은(는)`, `(으)로`).
 */
export function josaFor(word: string, pair: JosaPair): string {
	const [afterConsonant = '', afterVowel = ''] = pair.split('/');
	const sound = endingSound(word)?.sound;
	if (sound === undefined) {
		return afterConsonant.endsWith(afterVowel) ? `(${afterConsonant.slice(0, -afterVowel.length)})${afterVowel}` : `${afterConsonant}(${afterVowel})`;
	}
	const vowelForm = sound === 'vowel' || (sound === 'rieul' && afterConsonant.startsWith('으로'));
	return vowelForm ? afterVowel : afterConsonant;
}

/** The word with its 조사: `withJosa('의정부시', '은/는')` → `의정부시는`. */
export function withJosa(word: string, pair: JosaPair): string {
	return word + josaFor(word, pair);
}

export { correctJosa, type JosaChange } from './correct-josa';
