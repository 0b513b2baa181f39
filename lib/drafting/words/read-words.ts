import { isDay } from '../../calendar/day';
import { ValidationError } from '../../errors';
import { jsonFaultLine } from '../../exemption/json-fault';
import { jsonLines } from '../profiles/json-lines';
import { type Election, shippedWords, WORD_LIST_NAMES, type WordEntry, type WordLists } from './word-lists';

const ENTRY_KEYS = new Set(['find', 'use', 'start', 'notBefore', 'notAfter', 'safe']);
const LIST_NAMES: ReadonlySet<string> = new Set(WORD_LIST_NAMES);

/**
 * A city's own lists laid over the shipped ones: a JSON object of the lists it extends (`{"loanwords": [{"find": "…", "use": "…"}]}`),
 * `elections`, and `remove`, words of the shipped lists that are not to be looked for. An entry for a word of the shipped list
 * takes its place. Throws `ValidationError` (`wordsFile`) naming file, line and what to write.
 * @param name name of the file without its folder.
 */
export function readWords(text: string, name: string): WordLists {
	const source = text.replace(/^\uFEFF/, '');
	let value: unknown;
	try {
		value = JSON.parse(source);
	} catch {
		throw fault(name, jsonFaultLine(source), 'JSON 형식이 아닙니다.', '그 줄과 앞줄의 괄호, 쉼표, 따옴표를 확인하시기 바랍니다.');
	}
	const lines = jsonLines(source);
	const refuse = (path: string, what: string, remedy: string): ValidationError => fault(name, lines.get(path) ?? null, what, remedy);
	if (!isRecord(value)) throw refuse('$', '용어 파일의 형식이 아닙니다.', '{ "loanwords": [ … ] }와 같이 적으시기 바랍니다.');
	const shipped = shippedWords();
	const removed = new Set(stringsOf(value.remove, '$.remove', refuse));
	const own = new Map<string, readonly WordEntry[]>();
	for (const [key, list] of Object.entries(value)) {
		if (key === 'remove' || key === 'elections') continue;
		if (!LIST_NAMES.has(key)) throw refuse(`$.${key}`, `"${key}" 목록은 없습니다.`, `목록 이름은 ${WORD_LIST_NAMES.join(', ')}, elections, remove 가운데 하나로 적으시기 바랍니다.`);
		if (!Array.isArray(list)) throw refuse(`$.${key}`, `"${key}" 값은 목록이어야 합니다.`, '[ … ]로 묶으시기 바랍니다.');
		own.set(key, list.map((entry: unknown, index) => entryOf(entry, `$.${key}[${index}]`, refuse)));
	}
	const lists = { ...shipped };
	for (const key of WORD_LIST_NAMES) {
		const added = own.get(key) ?? [];
		const replaced = new Set(added.map(({ find }) => find));
		lists[key] = [...shipped[key].filter(({ find }) => !removed.has(find) && !replaced.has(find)), ...added];
	}
	const elections = electionsOf(value.elections, refuse);
	const days = new Set(elections.map(({ name: election }) => election));
	return { ...lists, elections: [...shipped.elections.filter((election) => !days.has(election.name) && !removed.has(election.name)), ...elections] };
}

type Refuse = (path: string, what: string, remedy: string) => ValidationError;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function entryOf(entry: unknown, path: string, refuse: Refuse): WordEntry {
	if (!isRecord(entry)) throw refuse(path, '낱말 하나는 { "find": …, "use": … }이어야 합니다.', '찾을 말(find)과 쓸 말(use)을 적으시기 바랍니다.');
	const { find, use } = entry;
	if (typeof find !== 'string' || find.trim() === '') throw refuse(path, '찾을 말(find)이 없습니다.', '"find"에 찾을 말을 적으시기 바랍니다.');
	if (typeof use !== 'string') throw refuse(path, `"${find.slice(0, 20)}" 대신 쓸 말(use)이 없습니다.`, '"use"에 쓸 말을 적으시기 바랍니다. 빼야 할 말이면 ""로 적으시기 바랍니다.');
	const unknown = Object.keys(entry).find((key) => !ENTRY_KEYS.has(key));
	if (unknown !== undefined) throw refuse(`${path}.${unknown}`, `"${unknown.slice(0, 20)}" 항목은 없습니다.`, `${[...ENTRY_KEYS].join(', ')}만 적으시기 바랍니다.`);
	const flag = (key: 'start' | 'safe'): boolean => {
		const set = entry[key] ?? false;
		if (typeof set !== 'boolean') throw refuse(`${path}.${key}`, `"${key}" 값은 true나 false여야 합니다.`, '따옴표 없이 true나 false로 적으시기 바랍니다.');
		return set;
	};
	const words = (key: 'notBefore' | 'notAfter'): string[] => stringsOf(entry[key], `${path}.${key}`, refuse);
	return { find, use, start: flag('start'), safe: flag('safe'), notBefore: words('notBefore'), notAfter: words('notAfter') };
}

function stringsOf(value: unknown, path: string, refuse: Refuse): string[] {
	if (value === undefined) return [];
	if (Array.isArray(value) && value.every((each): each is string => typeof each === 'string' && each !== '')) return value;
	throw refuse(path, '글자의 목록이어야 합니다.', '["…", "…"]와 같이 적으시기 바랍니다.');
}

function electionsOf(value: unknown, refuse: Refuse): Election[] {
	if (value === undefined) return [];
	if (!Array.isArray(value)) throw refuse('$.elections', '"elections" 값은 목록이어야 합니다.', '[ … ]로 묶으시기 바랍니다.');
	return value.map((each: unknown, index) => {
		const path = `$.elections[${index}]`;
		if (!isRecord(each) || typeof each.name !== 'string' || each.name === '') throw refuse(path, '선거의 이름(name)이 없습니다.', '"name"에 선거의 이름을 적으시기 바랍니다.');
		if (typeof each.date !== 'string' || !isDay(each.date)) throw refuse(path, '선거일(date)이 날짜가 아닙니다.', '"2030-06-12"와 같이 적으시기 바랍니다.');
		if (each.kind !== 'local' && each.kind !== 'national') throw refuse(path, '선거의 종류(kind)가 없습니다.', '단체장 선거이면 "local", 그 밖의 선거이면 "national"로 적으시기 바랍니다.');
		return { name: each.name, date: each.date, kind: each.kind, verified: each.verified === true };
	});
}

function fault(name: string, line: number | null, what: string, remedy: string): ValidationError {
	return new ValidationError('wordsFile', `용어 파일 ${name}${line === null ? '' : `의 ${line}번째 줄`}: ${what}`, remedy);
}
