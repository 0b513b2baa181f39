import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ValidationError } from '../../errors';
import { USER_TYPES, type UserType } from '../tap';

export type Mode = 'bus' | 'rail' | 'unknown';

/** Which table holds for the taps of a settlement firm or region; the first rule that fits counts. */
export interface CodeRule {
	firm?: string;
	region?: string;
	table: string;
}

export interface CodeTables {
	tables: Record<string, Record<string, string>>;
	rules: CodeRule[];
}

/** Tables of a city's own, put before those of the package: a table of the same name is replaced, rules come first. */
export interface CodeOverrides {
	userTypes?: Partial<CodeTables>;
	modes?: Partial<CodeTables>;
}

export interface Codes {
	/** `table` is the layout's own, for taps that no rule names; or its codes themselves. */
	userType(table: string | Record<string, string>, firm: string, region: string, code: string): UserType;
	mode(table: string | Record<string, string>, firm: string, region: string, code: string): Mode;
	/** Everything that decides, for the version of an ingest. */
	readonly content: string;
}

const MODES: readonly string[] = ['bus', 'rail', 'unknown'];

/**
 * Code tables of user types and modes: the package's JSON with a city's own before it. Codes are compared without leading
 * zeros and surrounding spaces; a code may be a range (`500-584`) or `*` for all others. What no table has is `unknown`.
 * @throws ValidationError `codeTable`
 */
export function loadCodes(overrides: CodeOverrides = {}): Codes {
	const userTypes = merged('이용자 구분', 'user-types.json', USER_TYPES, overrides.userTypes);
	const modes = merged('교통수단', 'modes.json', MODES, overrides.modes);
	return {
		userType: (table, firm, region, code) => USER_TYPES.find((type) => type === look(userTypes, table, firm, region, code)) ?? 'unknown',
		mode: (table, firm, region, code) => {
			const found = look(modes, table, firm, region, code);
			return found === 'bus' || found === 'rail' ? found : 'unknown';
		},
		content: JSON.stringify([userTypes, modes]),
	};
}

function merged(what: string, file: string, allowed: readonly string[], own: Partial<CodeTables> = {}): CodeTables {
	const base: unknown = JSON.parse(readFileSync(join(__dirname, file), 'utf8'));
	const tables = { ...tablesOf(base), ...(own.tables ?? {}) };
	const rules = [...(own.rules ?? []), ...rulesOf(base)];
	for (const [name, table] of Object.entries(tables)) {
		for (const [code, meaning] of Object.entries(table)) {
			if (!allowed.includes(meaning)) throw fault(what, `'${name}' 표의 코드 '${code}'에 쓸 수 없는 값 '${meaning}'이(가) 있습니다`, `${allowed.join(', ')} 중 하나로 고치시기 바랍니다.`);
		}
	}
	for (const { table } of rules) {
		if (!Object.hasOwn(tables, table)) throw fault(what, `규칙이 가리키는 '${table}' 표가 없습니다`, '표 이름을 확인하거나 그 표를 추가하시기 바랍니다.');
	}
	return { tables, rules };
}

function look(codes: CodeTables, table: string | Record<string, string>, firm: string, region: string, code: string): string | undefined {
	const rule = codes.rules.find((one) => (one.firm ?? firm) === firm && (one.region ?? region) === region);
	const chosen = rule ? codes.tables[rule.table] : typeof table === 'string' ? codes.tables[table] : table;
	if (!chosen) return undefined;
	const plain = plainCode(code);
	for (const [entry, meaning] of Object.entries(chosen)) if (plainCode(entry) === plain) return meaning;
	const number = /^\d+$/.test(plain) ? Number(plain) : Number.NaN;
	for (const [entry, meaning] of Object.entries(chosen)) {
		const [, from, to] = /^(\d+)-(\d+)$/.exec(entry) ?? [];
		if (from !== undefined && to !== undefined && number >= Number(from) && number <= Number(to)) return meaning;
	}
	return chosen['*'];
}

const plainCode = (code: string) => code.trim().replace(/^0+(?=.)/, '');

function tablesOf(value: unknown): Record<string, Record<string, string>> {
	return typeof value === 'object' && value !== null && 'tables' in value ? (value.tables as Record<string, Record<string, string>>) : {};
}

function rulesOf(value: unknown): CodeRule[] {
	return typeof value === 'object' && value !== null && 'rules' in value ? (value.rules as CodeRule[]) : [];
}

function fault(what: string, message: string, remedy: string): ValidationError {
	return new ValidationError('codeTable', `${what} 코드표: ${message}.`, remedy);
}
