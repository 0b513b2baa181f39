import { ValidationError } from '../../errors';
import { isMasterField, MASTER_FIELDS, type MasterFieldId } from './fields';

export type GivenColumns = Partial<Record<MasterFieldId, string>>;

/**
 * Checks the mapping of the panel: a JSON object, or its text, from a field's name (English or Korean) to the file's heading.
 * @throws ValidationError `masterColumns`
 */
export function parseColumns(given: unknown): GivenColumns {
	const value = typeof given === 'string' ? parsed(given) : given;
	if (value === undefined || value === null) return {};
	if (typeof value !== 'object' || Array.isArray(value)) throw fault('중괄호로 묶은 항목이어야 합니다');
	const columns: GivenColumns = {};
	for (const [key, heading] of Object.entries(value)) {
		const field = fieldNamed(key.trim());
		if (!field) throw fault(`없는 항목 '${key.slice(0, 30)}'이(가) 있습니다`);
		if (typeof heading !== 'string' || heading.trim() === '') throw fault(`'${MASTER_FIELDS[field].name}'의 값은 파일의 열 이름이어야 합니다`);
		columns[field] = heading.trim();
	}
	return columns;
}

function fieldNamed(key: string): MasterFieldId | undefined {
	if (isMasterField(key)) return key;
	return Object.keys(MASTER_FIELDS).filter(isMasterField).find((field) => MASTER_FIELDS[field].name === key);
}

function parsed(text: string): unknown {
	if (text.trim() === '') return {};
	try {
		return JSON.parse(text);
	} catch {
		throw fault('JSON 형식이 아닙니다');
	}
}

function fault(what: string): ValidationError {
	const fields = Object.entries(MASTER_FIELDS).map(([id, { name }]) => `${name}(${id})`);
	return new ValidationError('masterColumns', `'열 대응': ${what}.`, `{"항목": "파일의 열 이름"}과 같이 적으시기 바랍니다. 쓸 수 있는 항목: ${fields.join(', ')}.`);
}
