import { type Claim, claimAt, type Scanner } from './claim';
import { squeezed } from './flat';
import data from './organisations.json';
import places from './places.json';
import { stemsOf } from './stem';
import { suffixFinder } from './suffix';

const STRONG: ReadonlySet<string> = new Set(data.strong);
const strongEnding = suffixFinder(data.strong);
const JOINED: ReadonlySet<string> = new Set(data.joined);
const MODIFIERS: ReadonlySet<string> = new Set(data.modifiers);
const COMMON: ReadonlySet<string> = new Set(data.commonWhole);
const WEAK = data.weak.map((weak) => ({ ending: weak.ending, isCommon: suffixFinder(weak.common), whole: new Set(weak.whole), minimum: ('minimum' in weak ? weak.minimum : undefined) ?? 2, digitOnly: 'after' in weak }));
const KNOWN_NAMES: ReadonlySet<string> = new Set([
	...data.wellKnown,
	...places.provinces,
	...places.abroad,
	...places.bareCities,
	...places.cities.flatMap((name) => [`${name}시`, `${name}시청`, `${name}시장`]),
	...places.counties.flatMap((name) => [`${name}군`, `${name}군청`, `${name}군수`]),
	...places.districts.flatMap((name) => [`${name}구`, `${name}구청`, `${name}구청장`]),
]);
const WELL_KNOWN = data.wellKnown.filter(({ length }) => length > 3);
const WELL_KNOWN_BEGINNINGS: ReadonlySet<string> = new Set(WELL_KNOWN.map((name) => name.slice(0, 2)));
const WORD = /[가-힣A-Za-z0-9·]+/g;
const ADNOMINAL = /(?:[는은한된될할인운의와과및를을이가에서도로]|하는|있는|위한|열린)$/;
/** 과 with what a particle 과 never has behind it. */
const DEPARTMENT = /(?<![가-힣])([가-힣·]{2,14}과)(?=(?:가|를|에서|에서는|에|로|장)(?![가-힣]{3})|\(|\)|\s?:(?!\d)|-\d|\s?☎|\s(?:팀장|주무관)|\s*$|\n)/g;
const DEPARTMENT_COMMON = new RegExp(`(?:${data.department.common.join('|')})$`);
const OFFICE = /(?<![가-힣0-9])[가-힣0-9·]{2,12}(?:국장|팀장|실장|센터장|본부장|담당관|사업소장|관리소장)(?![가-힣]*\s?회의실)/g;
const COMPANY = /(?:㈜|\(주\)|\(사\)|\(재\)|주식회사\s|사단법인\s|재단법인\s)\s?([가-힣A-Za-z0-9·]{2,20})/g;
const ROAD = /(?<![가-힣])([가-힣]{1,8}(?:\d+번)?(?:(?<!으)로|길)(?:\d+번길)?)(?=\s?\d{1,4}(?:-\d+)?(?:[\s)(]|,\s|\.(?!\d)|$))/g;
/** Names in marks of their own: a programme, a work, an event. */
const TITLED = /[‘『《〈<]([^’』》〉>\n]{2,60})[’』》〉>]/g;

/** Bodies and places by the ending of their names, by the list of well-known ones, and names set in single marks. */
export const scanOrganisations: Scanner = (text, free) => {
	const found: Claim[] = [];
	const add = (start: number, end: number, key = text.slice(start, end)) => {
		if (free(start, end) && !found.some((claim) => start < claim.end && end > claim.start)) found.push(claimAt(text, 'organisation', start, end, { type: 'name', key: squeezed(key) }));
	};
	for (const match of text.matchAll(COMPANY)) add(match.index, match.index + match[0].length - tail(match[1] ?? ''), match[1]?.slice(0, (match[1]?.length ?? 0) - tail(match[1] ?? '')));
	for (const match of text.matchAll(DEPARTMENT)) if (!DEPARTMENT_COMMON.test(match[1] ?? '')) add(match.index, match.index + (match[1] ?? '').length);
	for (const match of text.matchAll(ROAD)) add(match.index, match.index + (match[1] ?? '').length);
	let before: { word: string; end: number } | null = null;
	for (const match of text.matchAll(WORD)) {
		const word = match[0];
		const named = nameIn(word);
		if (named !== null) {
			const joint = before !== null && JOINED.has(named) && match.index === before.end + 1 && text[before.end] === ' ' ? before : null;
			if (joint && nameBefore(joint.word)) add(joint.end - joint.word.length, match.index + named.length);
			else if (!STRONG.has(named)) add(match.index, match.index + named.length);
		}
		before = { word, end: match.index + word.length };
	}
	return found;
};

/** Offices named by their body: `교통정책과장` is found as 과, `복지국장`, `홍보팀장` here. */
export const scanOffices: Scanner = (text, free) => {
	const found: Claim[] = [];
	for (const match of text.matchAll(OFFICE)) {
		const end = match.index + match[0].length;
		if (COMMON.has(match[0]) || !free(match.index, end)) continue;
		found.push(claimAt(text, 'organisation', match.index, end, { type: 'name', key: squeezed(match[0].replace(/장$/, '')) }));
	}
	return found;
};

/** What is set in single marks, as claims of their own: their words must be in the facts. */
export const scanTitles: Scanner = (text, free) => {
	const found: Claim[] = [];
	for (const match of text.matchAll(TITLED)) {
		const start = match.index + 1;
		const end = start + (match[1] ?? '').length;
		if (/[가-힣]/.test(match[1] ?? '') && free(start, end)) found.push(claimAt(text, 'organisation', start, end, { type: 'name', key: squeezed(match[1] ?? '') }));
	}
	return found;
};

/** `문화재단장님`: the head of a body. */
const HEAD = /^([가-힣0-9·]{3,}?)장(?:님[가-힣]{0,4}|[은는이가을를의과도]|께서[는도]?)?$/;

const nameBefore = (word: string): boolean => /^[가-힣]{2,8}$/.test(word) && !MODIFIERS.has(word) && !ADNOMINAL.test(word) && !/.(?:별|용|형|식|적)$/.test(word);

/** Letters at the end of a word that are its particle. */
const tail = (word: string): number => word.length - (stemsOf(word).at(-1) ?? word).length;

/** The name a word holds before its particle, or null where it names nothing. */
function nameIn(word: string): string | null {
	const head = HEAD.exec(word)?.[1];
	for (const stem of [...stemsOf(word), ...(head === undefined ? [] : [head])]) {
		if (KNOWN_NAMES.has(stem)) return stem;
		const begins = WELL_KNOWN_BEGINNINGS.has(stem.slice(0, 2)) ? WELL_KNOWN.find((name) => stem.startsWith(name)) : undefined;
		if (begins !== undefined) return begins;
		if (COMMON.has(stem)) return null;
		if (strongEnding(stem) !== null) return stem;
		const weak = WEAK.find(({ ending }) => stem.endsWith(ending));
		if (weak && isWeakName(stem, weak)) return stem;
	}
	return null;
}

function isWeakName(stem: string, weak: (typeof WEAK)[number]): boolean {
	const before = stem.slice(0, -1);
	if (/\d$/.test(before)) return (weak.ending === '동' || weak.ending === '리') && /[가-힣]/.test(before);
	if (weak.digitOnly || stem.length < weak.minimum || !/^[가-힣]+$/.test(stem) || before.length > 8) return false;
	return weak.isCommon(stem) === null && !weak.whole.has(stem);
}
