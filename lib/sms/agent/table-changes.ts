import { ValidationError } from '../../errors';
import { AGENT_FAMILIES, type AgentFamily, type AgentTable, type AgentTables } from './tables';

/**
 * The tables of a family, with what a city's own differ in laid over.
 * @param changes JSON text `{"sms": {…}, "lms": {…}}` with any part of `AgentTable`; empty for none
 * @throws ValidationError `badAgentTables`
 */
export function agentTables(family: AgentFamily, changes: string): AgentTables {
	const preset = AGENT_FAMILIES[family];
	if (changes.trim() === '') return preset;
	const parsed = parse(changes);
	for (const name of Object.keys(parsed)) if (name !== 'sms' && name !== 'lms') throw bad(name, 'sms와 lms만 쓸 수 있습니다');
	return { sms: changed(preset.sms, parsed.sms, 'sms'), lms: changed(preset.lms, parsed.lms, 'lms') };
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: string): Json {
	try {
		const parsed: unknown = JSON.parse(text);
		if (isObject(parsed)) return parsed;
	} catch {
		// refused below
	}
	throw bad('JSON', '{"sms": {…}, "lms": {…}} 형식의 JSON이 아닙니다');
}

function changed(preset: AgentTable, wanted: unknown, path: string): AgentTable {
	if (wanted === undefined) return preset;
	if (!isObject(wanted)) throw bad(path, '{ } 안에 항목을 적어야 합니다');
	const table: AgentTable = { ...preset, columns: { ...preset.columns } };
	for (const [name, value] of Object.entries(wanted)) {
		const at = `${path}.${name}`;
		switch (name) {
			case 'table':
				table.table = identifier(value, at);
				break;
			case 'log':
				table.log = logName(value, at);
				break;
			case 'sequence':
				table.sequence = value === null ? null : identifier(value, at);
				break;
			case 'waiting':
				table.waiting = text(value, at);
				break;
			case 'success':
			case 'pending':
				table[name] = texts(value, at);
				break;
			case 'columns':
				table.columns = columns(preset.columns, value, at);
				break;
			case 'fixed':
				table.fixed = Object.fromEntries(entries(value, at).map(([column, one]) => [identifier(column, at), text(one, `${at}.${column}`)]));
				break;
			case 'reasons':
				table.reasons = Object.fromEntries(entries(value, at).map(([code, one]) => [code, text(one, `${at}.${code}`)]));
				break;
			default:
				throw bad(at, '알 수 없는 항목입니다');
		}
	}
	requireEachColumnOnce(table, path);
	return table;
}

const MAY_LACK: ReadonlySet<string> = new Set(['subject', 'sentAt']);

function columns(preset: AgentTable['columns'], wanted: unknown, path: string): AgentTable['columns'] {
	const all: Record<string, string | null> = { ...preset };
	for (const [role, value] of entries(wanted, path)) {
		if (!Object.hasOwn(preset, role)) throw bad(`${path}.${role}`, '알 수 없는 열 구분입니다');
		all[role] = value === null && MAY_LACK.has(role) ? null : identifier(value, `${path}.${role}`);
	}
	return { ...preset, ...all };
}

/** A column with two meanings would be written twice. */
function requireEachColumnOnce({ columns: mapped, fixed }: AgentTable, path: string): void {
	const seen = new Set<string>();
	for (const column of [...Object.values(mapped), ...Object.keys(fixed)]) {
		if (column === null) continue;
		const name = column.toLowerCase();
		if (seen.has(name)) throw bad(path, `열 ${column}이(가) 두 번 쓰였습니다`);
		seen.add(name);
	}
}

function entries(value: unknown, path: string): Array<[string, unknown]> {
	if (!isObject(value)) throw bad(path, '{ } 안에 항목을 적어야 합니다');
	return Object.entries(value);
}

function text(value: unknown, path: string): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	throw bad(path, '글자나 숫자여야 합니다');
}

function texts(value: unknown, path: string): string[] {
	if (!Array.isArray(value)) throw bad(path, '[ ] 안에 값을 적어야 합니다');
	return value.map((one) => text(one, path));
}

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_$]{0,62}$/;
const LOG = /^[A-Za-z_][A-Za-z0-9_$]{0,50}\{YYYYMM\}[A-Za-z0-9_$]{0,10}$/;

function identifier(value: unknown, path: string): string {
	if (typeof value === 'string' && IDENTIFIER.test(value)) return value;
	throw bad(path, '표·열 이름은 영문자, 숫자, 밑줄로만 적을 수 있습니다');
}

function logName(value: unknown, path: string): string {
	if (typeof value === 'string' && LOG.test(value)) return value;
	throw bad(path, '로그 표 이름에는 연월 자리 {YYYYMM}이 한 번 있어야 합니다(예: SC_LOG_{YYYYMM})');
}

const bad = (where: string, what: string) =>
	new ValidationError(
		'badAgentTables',
		`문자 발송 에이전트의 표 설정이 올바르지 않습니다(${where}: ${what}).`,
		"'문자 발송 에이전트(DB)' 자격 증명의 「표 설정 변경(JSON)」을 에이전트 설치 문서의 표·열 이름대로 고치시기 바랍니다.",
	);
