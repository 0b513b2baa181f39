import hosts from '../korean/josa-hosts.json';
import surnames from '../korean/surnames.json';

const TITLES: readonly string[] = hosts.titles;
const ONE_SYLLABLE: ReadonlySet<string> = new Set(surnames.one);
/** Offices whose names begin like a surname. */
const OFFICE =
	/^(?:기획|감사|안전|복지|문화|도시|경제|자치|홍보|공보|민원|상황|교육|환경|교통|건설|주택|정책|행정|재정|예산|회계|세무|기업|미래|평생|체육|관광|공원|농업|보건|시민|주민|여성|노인|아동|청년|의정부)(?:시|과|팀|국|실|관|소|센터)?$/;

/** What follows a surname alone without being a name. */
const NO_GIVEN_NAME = /^(?:외|등|및|씨|님|양|군|모)$/;

/** The names in what was entered as a person: `총무과장 홍길동` → 홍길동. Where none is recognised, all but titles. */
export function namesIn(value: string): string[] {
	const bare = value.trim();
	if (/^(?:[가-힣]\s){1,3}[가-힣]$/.test(bare)) return [bare.replace(/\s/g, '')];
	const words = bare.split(/[,/·()[\]:|]+/).flatMap((part) => joined(part.split(/\s+/).filter((word) => word !== '')));
	const candidates = words.map(withoutAddress).filter(looksLikeName);
	const sure = candidates.filter((word) => !OFFICE.test(word));
	if (sure.length > 0) return sure;
	if (candidates.length > 0) return candidates;
	const rest = words.filter((word) => !TITLES.some((title) => word.endsWith(title)) && !OFFICE.test(word)).join(' ');
	return rest.length > 1 ? [rest] : [];
}

/** A surname that stands apart together with the given name behind it: `홍 길동`, `남궁 민수`. */
function joined(words: readonly string[]): string[] {
	const [first, second] = words;
	if (first === undefined) return [];
	const apart = second !== undefined && isSurname(first) && /^[가-힣]{1,3}$/.test(second) && !NO_GIVEN_NAME.test(second) && !TITLES.some((title) => second.endsWith(title));
	return apart ? [first + second, ...joined(words.slice(2))] : [first, ...joined(words.slice(1))];
}

const isSurname = (word: string): boolean => ONE_SYLLABLE.has(word) || surnames.two.includes(word);

/** Without 님 and 씨, and without a title that is joined to the name: `홍길동씨`, `홍길동과장`. */
function withoutAddress(word: string): string {
	const plain = word.length > 2 ? word.replace(/(?:님|씨)$/, '') : word;
	// Three letters are a name (홍길동과장), more are an office (안전총괄과장).
	const title = TITLES.find((one) => plain.length === one.length + 3 && plain.endsWith(one));
	return title === undefined ? plain : plain.slice(0, -title.length);
}

function looksLikeName(word: string): boolean {
	if (!/^[가-힣]{2,5}$/.test(word) || TITLES.some((title) => word.endsWith(title))) return false;
	if (surnames.two.some((surname) => word.startsWith(surname))) return word.length >= 3;
	return word.length <= 4 && ONE_SYLLABLE.has(word.charAt(0));
}

/** What stands between the syllables of a name where it is set apart. */
const APART = '[\\s·]{0,4}';
const BEHIND_NAME = '(?![가-힣])|(?=(?:은|는|이|가|을|를|과|와|의|도|께|에게|께서|씨|님)(?![가-힣]))';

/**
 * Finds a name in a text. Names of three and more syllables are found everywhere, blanks between syllables or not; shorter ones
 * only at the start of a word, because 정은 is also the end of 행정은, and with a blank within only as a word of their own.
 */
export function namePattern(name: string): RegExp {
	const letters = [...name].map((letter) => letter.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
	if (!/^[가-힣]+$/.test(name)) return new RegExp(`(?<![A-Za-z])${letters.join('').replace(/\s+/g, '\\s*')}(?![A-Za-z])`, 'gi');
	return letters.length > 2 ? new RegExp(letters.join(APART), 'g') : new RegExp(`(?<![가-힣])(?:${letters.join('')}|${letters.join('[\\s·]{1,4}')}(?:${BEHIND_NAME}))`, 'g');
}
