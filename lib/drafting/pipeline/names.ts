import type { FieldValues, Profile } from '../types';

/** Names of persons that were entered as such: in fields for a person and in columns of persons. */
export function namesIn(profile: Profile, values: FieldValues): string[] {
	const names = profile.fields.flatMap(({ id, kind, columns = [], personColumns = [] }) => {
		const value = values[id] ?? '';
		if (kind === 'person') return [value];
		if (kind === 'quotes') return rowsOf(value).map(([speaker = '']) => speaker);
		if (kind !== 'rows') return [];
		const places = personColumns.map((name) => columns.indexOf(name));
		return rowsOf(value).flatMap((cells) => places.map((place) => cells[place] ?? ''));
	});
	return [...new Set(names.flatMap((name) => name.split(/[,·、]/)).map(nameAlone).filter((name) => name !== ''))];
}

const rowsOf = (value: string): string[][] => value.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));

/** The name without office and rank: the word of two to four letters that is a name, or what was entered where it is one word. */
function nameAlone(entered: string): string {
	const words = entered.normalize('NFC').replaceAll(/\([^)]*\)/g, ' ').trim().split(/\s+/).filter(Boolean);
	if (words.length <= 1) return words[0] ?? '';
	return words.find((word) => NAME.test(word) && !TITLE.test(word)) ?? '';
}

const NAME = /^(?:남궁|황보|제갈|사공|선우|서문|독고|동방)?[가-힣]{2,4}$/;
const TITLE = /(?:시장|부시장|국장|과장|팀장|주무관|계장|위원장|위원|회장|대표|원장|관장|센터장|동장|단장|본부장|사무관|서기관|의원|의장|교수|박사|소장|부장|차장|실장|담당관|담당|님|씨)$/;
