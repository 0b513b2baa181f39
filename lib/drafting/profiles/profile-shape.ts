import type { DocumentForm, FieldKind, Profile, ProfileField, ProfileSection, RuleSet, SectionForm, SentenceStyle } from '../types';

export const FIELD_KINDS: readonly FieldKind[] = ['text', 'lines', 'date', 'person', 'phone', 'number', 'money', 'choice', 'quotes', 'rows'];
export const SECTION_FORMS: readonly SectionForm[] = ['prose', 'outline', 'table', 'fixed'];
const STYLES: readonly SentenceStyle[] = ['plain', 'polite', 'noun', 'merit', 'letter'];
const FORMS: readonly DocumentForm[] = ['press', 'report', 'plan', 'merit', 'letter', 'speech', 'script', 'reply', 'minutes', 'notice'];
const SETS: readonly RuleSet[] = ['office', 'press', 'speech', 'citizen'];

type FieldInFile = Pick<ProfileField, 'id' | 'label' | 'kind'> & Partial<ProfileField>;
type SectionInFile = Pick<ProfileSection, 'id' | 'heading' | 'form'> & Partial<ProfileSection>;

/** A profile as a person writes it; what may be left out has a default. */
export interface ProfileFile {
	id: string;
	/** Number of the edition; the loader adds a hash of the file. */
	version: number;
	name: string;
	description?: string;
	origin?: Profile['origin'];
	subTypes?: Profile['subTypes'];
	fields: readonly FieldInFile[];
	sections: readonly SectionInFile[];
	title: Profile['title'];
	subtitles?: Profile['subtitles'];
	length: Profile['length'];
	sentence: Profile['sentence'];
	rules: Pick<Profile['rules'], 'set'> & Partial<Profile['rules']>;
	prompt: Profile['prompt'];
	form: DocumentForm;
}

/** What is wrong at a place (`$.fields[3].kind`), in Korean. */
export interface Fault {
	path: string;
	message: string;
}

type Check = (value: unknown, path: string) => Fault[];

const when = (holds: (value: unknown) => boolean, message: string): Check => {
	return (value, path) => (holds(value) ? [] : [{ path, message }]);
};
const text = when((value) => typeof value === 'string' && value.trim() !== '', '빈 글이 아닌 글("…")로 적으시기 바랍니다.');
const anyText = when((value) => typeof value === 'string', '글("…")로 적으시기 바랍니다.');
const yesNo = when((value) => typeof value === 'boolean', 'true 또는 false로 적으시기 바랍니다.');
const count = when((value) => Number.isSafeInteger(value) && Number(value) >= 0, '0 이상의 정수로 적으시기 바랍니다.');
const positive = when((value) => Number.isSafeInteger(value) && Number(value) >= 1, '1 이상의 정수로 적으시기 바랍니다.');
const profileId = when((value) => typeof value === 'string' && /^[a-z][a-z0-9-]{0,59}$/.test(value), '영문 소문자로 시작하는 소문자·숫자·붙임표(60자 이내)로 적으시기 바랍니다.');
/** Names that every object has (`constructor`) would be taken for values. */
const identifier = when((value) => typeof value === 'string' && /^[A-Za-z][A-Za-z0-9]{0,63}$/.test(value) && !(value in {}), '영문자로 시작하는 영문자·숫자(64자 이내)로 적고, constructor와 같이 프로그램이 쓰는 이름은 피하시기 바랍니다.');
const oneOf = (allowed: readonly string[]): Check => when((value) => typeof value === 'string' && allowed.includes(value), `다음 중 하나로 적으시기 바랍니다: ${allowed.join(', ')}`);

/** Most entries of a list: far more than any document type needs, few enough to be checked at once. */
const MOST_ENTRIES = 200;

const list = (check: Check, least = 0): Check => {
	return (value, path) => {
		if (!Array.isArray(value)) return [{ path, message: '목록([ … ])으로 적으시기 바랍니다.' }];
		if (value.length < least) return [{ path, message: `${least}개 이상 적으시기 바랍니다.` }];
		if (value.length > MOST_ENTRIES) return [{ path, message: `${MOST_ENTRIES}개 이내로 적으시기 바랍니다.` }];
		return value.flatMap((part: unknown, index) => check(part, `${path}[${index}]`));
	};
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

const object = (needed: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check => {
	return (value, path) => {
		if (!isObject(value)) return [{ path, message: '{ … } 형식으로 적으시기 바랍니다.' }];
		return [
			...Object.keys(value).flatMap((key) => (Object.hasOwn(needed, key) || Object.hasOwn(optional, key) ? [] : [{ path: `${path}.${key}`, message: `알 수 없는 항목 "${key}"이므로 지우시기 바랍니다.` }])),
			...Object.keys(needed).flatMap((key) => (Object.hasOwn(value, key) ? [] : [{ path, message: `"${key}" 항목을 적으시기 바랍니다.` }])),
			...Object.entries({ ...needed, ...optional }).flatMap(([key, check]) => (Object.hasOwn(value, key) ? check(value[key], `${path}.${key}`) : [])),
		];
	};
};

const range = (more: Readonly<Record<string, Check>> = {}): Check => {
	const shape = object({ min: count, max: positive, ...more });
	return (value, path) => [...shape(value, path), ...(isObject(value) && Number(value.min) > Number(value.max) ? [{ path: `${path}.max`, message: 'min보다 작지 않게 적으시기 바랍니다.' }] : [])];
};

const named = object({ id: profileId, name: text });

const field = object(
	{ id: identifier, label: text, kind: oneOf(FIELD_KINDS) },
	{ required: yesNo, usual: yesNo, fact: yesNo, help: anyText, example: anyText, options: list(text, 2), columns: list(text, 2), personColumns: list(text), max: positive },
);

const section = object(
	{ id: identifier, heading: anyText, form: oneOf(SECTION_FORMS) },
	{ required: yesNo, min: count, max: positive, columns: list(text, 1), template: list(text, 1), hint: anyText },
);

const profile = object(
	{
		id: profileId,
		version: positive,
		name: text,
		fields: list(field, 1),
		sections: list(section, 1),
		title: range({ hint: anyText }),
		length: range(),
		sentence: object({ style: oneOf(STYLES), maxChars: positive }),
		rules: object({ set: oneOf(SETS) }, { off: list(text), forbidden: list(object({ phrase: text, suggestion: anyText })) }),
		prompt: list(text, 1),
		form: oneOf(FORMS),
	},
	{
		description: anyText,
		origin: oneOf(['public', 'ours']),
		subTypes: list(named),
		subtitles: (value, path) => (value === null ? [] : range({ hint: anyText })(value, path)),
	},
);

/** Whether the JSON has the shape of a profile file; `profileFaults` says what is wrong. */
export function isProfileFile(json: unknown): json is ProfileFile {
	return profile(json, '$').length === 0;
}

/** Everything that is wrong with the shape of a profile file. */
export function profileFaults(json: unknown): Fault[] {
	return profile(json, '$');
}
