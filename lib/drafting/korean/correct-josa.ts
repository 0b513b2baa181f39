import { CLOSERS, endingSound } from './final-sound';
import hosts from './josa-hosts.json';
import { isNounBefore } from './josa-nouns';
import { endsInIeung, soundOfSyllable, type FinalSound } from './syllable';

/** One 조사 that was put right; offsets are of the text before. */
export interface JosaChange {
	start: number;
	end: number;
	from: string;
	to: string;
}

interface Form {
	other: string;
	/** Sounds after which this form is wrong. */
	wrongAfter: readonly FinalSound[];
}

const CONSONANTS: readonly FinalSound[] = ['consonant', 'rieul'];
const FORMS: ReadonlyMap<string, Form> = new Map(
	(
		[
			['은', '는'], ['이', '가'], ['을', '를'], ['과', '와'], ['이라는', '라는'], ['이라고', '라고'], ['이라며', '라며'], ['이나', '나'], ['이며', '며'], ['이란', '란'],
		] as const
	).flatMap(([closed, open]): Array<[string, Form]> => [
		[closed, { other: open, wrongAfter: ['vowel'] }],
		[open, { other: closed, wrongAfter: CONSONANTS }],
	]),
);
for (const tail of ['', '서', '써', '부터', '는', '도', '의']) {
	addForm(`으로${tail}`, `로${tail}`);
}

function addForm(closed: string, open: string): void {
	const all = FORMS as Map<string, Form>;
	all.set(closed, { other: open, wrongAfter: ['vowel', 'rieul'] });
	all.set(open, { other: closed, wrongAfter: ['consonant'] });
}

const LONGEST_FORM = 4;
const TITLES: ReadonlySet<string> = new Set(hosts.titles);
const HOSTS: ReadonlySet<string> = new Set([...hosts.titles, ...hosts.nouns]);
const LONGEST_HOST = Math.max(...[...HOSTS].map((host) => host.length));

/** Besides 를, forms that no Korean noun ends in behind such a syllable, so that any word before them is a word of its own. */
const SURE_AFTER_ANY_HANGUL: ReadonlySet<string> = new Set(['와', '으로', '으로서', '으로써', '으로부터', '으로는', '으로도', '으로의']);
/** After a listed noun these are particles where the noun asks for the other form; `이나`, `이며` may be of 이다 there. */
const SURE_AFTER_NOUN: ReadonlySet<string> = new Set(['은', '는', '이', '가', '을', '과', '로', '며', '라는', '라고', '라며', '로서', '로써', '로부터', '로는', '로도', '로의']);
/** After a host of the list these are particles and nothing else. */
const SURE_AFTER_HOST: ReadonlySet<string> = new Set(['은', '는', '을', '와']);
/** `시장이`, `과장가`: only titles are sure, other nouns make words with 가 (기업가, 시민가). */
const SURE_AFTER_TITLE: ReadonlySet<string> = new Set(['이', '가']);

/**
 * Puts right the 조사 that are certainly wrong: after digits, Latin letters, units, closing brackets and quotation marks, and after
 * Hangul where the syllable cannot belong to the word (`결과을`? no; `시장를`, `센터으로`, `팀장가` yes). All else stays as it is.
 */
export function correctJosa(text: string): { text: string; changes: JosaChange[] } {
	const changes: JosaChange[] = [];
	let corrected = '';
	let kept = 0;
	for (const { index, 0: run } of text.matchAll(/[가-힣]+/g)) {
		const before = text.charAt(index - 1);
		const change = (before === '' || /\s/.test(before) ? null : afterOther(text, run, index)) ?? inWord(run, index, before);
		if (!change) continue;
		changes.push(change);
		corrected += text.slice(kept, change.start) + change.to;
		kept = change.end;
	}
	return { text: corrected + text.slice(kept), changes };
}

/** A whole run of Hangul that follows something else. */
function afterOther(text: string, run: string, start: number): JosaChange | null {
	const form = FORMS.get(run);
	if (!form) return null;
	const before = text.slice(Math.max(0, start - 120), start);
	if (!isHost(before)) return null;
	const ending = endingSound(before);
	if (!ending?.certain || !form.wrongAfter.includes(ending.sound) || mayBelong(before, run)) return null;
	return { start, end: start + run.length, from: run, to: form.other };
}

function isHost(before: string): boolean {
	const last = before.charAt(before.length - 1);
	if (/[0-9A-Za-z%㎡㎢㎥㎞㎝㎜㎏㎎℃)）]/.test(last)) return !/[(（][가-힣][)）]$/.test(before);
	if (!CLOSERS.includes(last)) return false;
	if (last !== '"' && last !== "'") return true;
	// A straight mark closes where an odd number of them stands before it.
	const line = before.slice(before.lastIndexOf('\n') + 1, -1);
	return line.split(last).length % 2 === 0 && /[^\s"']$/.test(line);
}

/** `제3과`, `종로5가`, `테크노3로`: lessons, streets and roads rather than particles. */
function mayBelong(before: string, run: string): boolean {
	if (!['과', '가', '로'].includes(run)) return false;
	if (/제\s?\d+$/.test(before)) return true;
	if (/[가-힣]\d+$/.test(before)) return true;
	return run !== '로' && /(?:^|[^\d,.])\d$/.test(before);
}

/** A particle at the end of a run of Hangul; `before` is the character before the run. */
function inWord(run: string, start: number, before: string): JosaChange | null {
	for (let length = Math.min(LONGEST_FORM, run.length - 1); length > 0; length--) {
		const particle = run.slice(-length);
		const form = FORMS.get(particle);
		if (!form) continue;
		const stem = run.slice(0, -length);
		const last = stem.charAt(stem.length - 1);
		const sound = soundOfSyllable(last);
		if (!sound || !form.wrongAfter.includes(sound)) continue;
		const sure =
			(SURE_AFTER_NOUN.has(particle) && isNounBefore(particle, stem, before)) ||
			particle === '를' ||
			(stem.length > 1 &&
				(SURE_AFTER_ANY_HANGUL.has(particle) ||
					(particle === '는' && endsInIeung(last)) ||
					(SURE_AFTER_HOST.has(particle) && endsInHost(stem, HOSTS)) ||
					(SURE_AFTER_TITLE.has(particle) && endsInHost(stem, TITLES))));
		return sure ? { start: start + stem.length, end: start + run.length, from: particle, to: form.other } : null;
	}
	return null;
}

function endsInHost(stem: string, words: ReadonlySet<string>): boolean {
	for (let length = 2; length <= Math.min(LONGEST_HOST, stem.length); length++) if (words.has(stem.slice(-length))) return true;
	return false;
}
