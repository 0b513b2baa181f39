import { ValidationError } from '../../errors';
import { FIELD_NAMES, TAP_FIELDS, type FieldSpec, type TapField } from './layout';

/** A layout that a user saved on the canvas. */
export interface SavedMapping {
	/** Korean or any; shown in reports. */
	name: string;
	encoding?: 'auto' | 'utf8' | 'cp949';
	/** One character; found out where it is missing. */
	delimiter?: string;
	quote?: '"' | '';
	/** Line of the headings, from 1; 0 = none, and fields are given by position. Found out where it is missing. */
	headerRow?: number;
	nullValues?: string[];
	timeFormats?: string[];
	maxRideMinutes?: number;
	/** Headings, or positions from 1 where there are no headings. */
	fields: Partial<Record<TapField, FieldSpec | number>>;
	/** Name of a code table, or the codes themselves. */
	userTypes?: string | Record<string, string>;
	modes?: string | Record<string, string>;
}

const KEYS = ['name', 'encoding', 'delimiter', 'quote', 'headerRow', 'nullValues', 'timeFormats', 'maxRideMinutes', 'fields', 'userTypes', 'modes'];
const SPEC_KEYS = ['columns', 'join', 'trimEnd', 'values', 'scale'];
const REQUIRED: readonly TapField[] = ['route', 'boardedAt'];

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every((one) => typeof one === 'string' && one !== '');
const isCodes = (value: unknown): value is Record<string, string> => isFields(value) && Object.values(value).every((one) => typeof one === 'string');
const isPosition = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1_000;

/**
 * Checks a mapping as written on the canvas (JSON text or the object itself).
 * @throws ValidationError `mapping` that names the entry
 */
export function parseMapping(given: unknown): SavedMapping {
	const value = typeof given === 'string' ? parseJson(given) : given;
	if (!isFields(value)) throw fault('전체', '중괄호로 묶은 항목이어야 합니다');
	for (const key of Object.keys(value)) if (!KEYS.includes(key)) throw fault(key, `없는 항목입니다(쓸 수 있는 항목: ${KEYS.join(', ')})`);
	const { name, encoding, delimiter, quote, headerRow, nullValues, timeFormats, maxRideMinutes, fields, userTypes, modes } = value;
	if (typeof name !== 'string' || name.trim() === '') throw fault('name', '이 열 대응을 부를 이름을 적어야 합니다');
	if (encoding !== undefined && encoding !== 'auto' && encoding !== 'utf8' && encoding !== 'cp949') throw fault('encoding', 'auto, utf8, cp949 중 하나여야 합니다');
	if (delimiter !== undefined && (typeof delimiter !== 'string' || delimiter.length !== 1)) throw fault('delimiter', '구분 기호 한 글자여야 합니다');
	if (quote !== undefined && quote !== '' && quote !== '"') throw fault('quote', '큰따옴표(") 또는 빈 값이어야 합니다');
	if (headerRow !== undefined && headerRow !== 0 && !isPosition(headerRow)) throw fault('headerRow', '머리글이 있는 행 번호(없으면 0)여야 합니다');
	if (nullValues !== undefined && !isTexts(nullValues)) throw fault('nullValues', '빈 값으로 볼 글자의 목록이어야 합니다');
	if (timeFormats !== undefined && (!isTexts(timeFormats) || timeFormats.length === 0 || !timeFormats.every((format) => /%[A-Za-z]/.test(format)))) {
		throw fault('timeFormats', '%Y%m%d%H%M%S처럼 적은 일시 형식의 목록이어야 합니다');
	}
	if (maxRideMinutes !== undefined && !isPosition(maxRideMinutes)) throw fault('maxRideMinutes', '1에서 1,000 사이의 분이어야 합니다');
	if (userTypes !== undefined && typeof userTypes !== 'string' && !isCodes(userTypes)) throw fault('userTypes', '코드표 이름이나 코드와 이용자 구분의 짝이어야 합니다');
	if (modes !== undefined && typeof modes !== 'string' && !isCodes(modes)) throw fault('modes', '코드표 이름이나 코드와 교통수단의 짝이어야 합니다');
	return { name, encoding, delimiter, quote, headerRow, nullValues, timeFormats, maxRideMinutes, fields: checkedFields(fields, headerRow), userTypes, modes };
}

function checkedFields(value: unknown, headerRow: unknown): SavedMapping['fields'] {
	if (!isFields(value)) throw fault('fields', '항목과 머리글의 짝이어야 합니다');
	const fields: SavedMapping['fields'] = {};
	for (const [key, spec] of Object.entries(value)) {
		const field = TAP_FIELDS.find((one) => one === key);
		if (!field) throw fault(`fields.${key}`, `없는 항목입니다(쓸 수 있는 항목: ${TAP_FIELDS.join(', ')})`);
		const checked = checkedSpec(spec);
		if (checked === undefined) throw fault(`fields.${key}`, `'${FIELD_NAMES[field]}'의 열은 머리글이나 열 번호(1부터)로 적어야 합니다`);
		if (headerRow === 0 && typeof checked !== 'number') throw fault(`fields.${key}`, `머리글이 없는 파일이므로 '${FIELD_NAMES[field]}'의 열을 번호로 적어야 합니다`);
		fields[field] = checked;
	}
	for (const field of REQUIRED) if (fields[field] === undefined) throw fault(`fields.${field}`, `'${FIELD_NAMES[field]}'의 열은 반드시 적어야 합니다`);
	return fields;
}

function checkedSpec(spec: unknown): FieldSpec | number | undefined {
	if (isPosition(spec)) return spec;
	if (typeof spec === 'string') return spec.trim() === '' ? undefined : spec;
	if (isTexts(spec)) return spec.length > 0 ? spec : undefined;
	if (!isFields(spec) || !Object.keys(spec).every((key) => SPEC_KEYS.includes(key))) return undefined;
	const { columns, join, trimEnd, values, scale } = spec;
	if (!isTexts(columns) || columns.length === 0) return undefined;
	if (join !== undefined && typeof join !== 'boolean') return undefined;
	if (trimEnd !== undefined && typeof trimEnd !== 'string') return undefined;
	if (values !== undefined && !isCodes(values)) return undefined;
	if (scale !== undefined && (typeof scale !== 'number' || !Number.isFinite(scale) || scale <= 0)) return undefined;
	return { columns, join, trimEnd, values, scale };
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw fault('전체', 'JSON 형식이 아닙니다');
	}
}

function fault(where: string, what: string): ValidationError {
	return new ValidationError('mapping', `열 대응(${where}): ${what}.`, '노드의 "열 대응"을 고친 뒤 다시 실행하시기 바랍니다.');
}
