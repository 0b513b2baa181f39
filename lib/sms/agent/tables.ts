import { ValidationError } from '../../errors';

/** One table of an agent (문자 발송 에이전트) as a caller must know it; all names are the vendor's or the city's own. */
export interface AgentTable {
	/** The table that the agent polls. */
	table: string;
	/** The monthly table to which it moves what it has sent; `{YYYYMM}` stands for the month. */
	log: string;
	columns: {
		id: string;
		/** A column free for the caller; ours is written there. */
		key: string;
		to: string;
		from: string;
		text: string;
		/** Null where the table has none. */
		subject: string | null;
		/** When the text shall go out. */
		sendAt: string;
		state: string;
		result: string;
		/** When the agent really sent it; null where the table does not tell. */
		sentAt: string | null;
	};
	/** The state of a row that waits for the agent. */
	waiting: string;
	/** Results that mean delivered. */
	success: readonly string[];
	/** Results that mean nothing yet, besides none at all. */
	pending: readonly string[];
	/** What else a new row needs, by column. */
	fixed: Readonly<Record<string, string>>;
	/** Gives the row's number where its column has no default. */
	sequence: string | null;
	/** Korean words for the result codes of the vendor's table, as far as entered. */
	reasons: Readonly<Record<string, string>>;
}

/** The tables for short and for long texts. */
export interface AgentTables {
	sms: AgentTable;
	lms: AgentTable;
}

/** LG U+ agent, as generated models and callers' code of several cities agree; the result codes are not published. */
const SC_TRAN: AgentTables = {
	sms: {
		table: 'SC_TRAN',
		log: 'SC_LOG_{YYYYMM}',
		columns: {
			...{ id: 'TR_NUM', key: 'TR_ETC1', to: 'TR_PHONE', from: 'TR_CALLBACK', text: 'TR_MSG', subject: null },
			...{ sendAt: 'TR_SENDDATE', state: 'TR_SENDSTAT', result: 'TR_RSLTSTAT', sentAt: 'TR_REALSENDDATE' },
		},
		waiting: '0',
		success: ['06'],
		pending: ['00'],
		fixed: { TR_MSGTYPE: '0' },
		sequence: 'SC_TRAN_SEQ',
		reasons: {},
	},
	lms: {
		table: 'MMS_MSG',
		log: 'MMS_LOG_{YYYYMM}',
		columns: {
			...{ id: 'MSGKEY', key: 'ETC1', to: 'PHONE', from: 'CALLBACK', text: 'MSG', subject: 'SUBJECT' },
			...{ sendAt: 'REQDATE', state: 'STATUS', result: 'RSLT', sentAt: 'SENTDATE' },
		},
		waiting: '0',
		success: ['1000'],
		pending: [],
		fixed: { FILE_CNT: '0', EXPIRETIME: '43200', TYPE: '0' },
		sequence: 'MMS_MSG_SEQ',
		reasons: {},
	},
};

const EMMA_COLUMNS = {
	...{ id: 'mt_pr', key: 'mt_refkey', to: 'recipient_num', from: 'callback', text: 'content' },
	...{ sendAt: 'date_client_req', state: 'msg_status', result: 'mt_report_code_ib', sentAt: 'date_mt_sent' },
};

/** Infobank EMMA 3, by the vendor's own script for the short texts; the long ones (service type 3) by callers' code only. */
const EMMA: AgentTables = {
	sms: {
		table: 'em_smt_tran',
		log: 'em_smt_log_{YYYYMM}',
		columns: { ...EMMA_COLUMNS, subject: null },
		waiting: '1',
		success: ['1000'],
		pending: [],
		fixed: { priority: 'S', service_type: '0', broadcast_yn: 'N', country_code: '82' },
		sequence: 'sq_em_smt_tran_01',
		reasons: {},
	},
	lms: {
		table: 'em_mmt_tran',
		log: 'em_mmt_log_{YYYYMM}',
		columns: { ...EMMA_COLUMNS, subject: 'subject' },
		waiting: '1',
		success: ['1000'],
		pending: [],
		fixed: { priority: 'S', service_type: '3', content_type: '0', attach_file_group_key: '0', broadcast_yn: 'N', country_code: '82' },
		sequence: 'sq_em_mmt_tran_01',
		reasons: {},
	},
};

export const AGENT_FAMILIES = { scTran: SC_TRAN, emma: EMMA } as const satisfies Record<string, AgentTables>;
export type AgentFamily = keyof typeof AGENT_FAMILIES;

export const isAgentFamily = (value: string): value is AgentFamily => Object.hasOwn(AGENT_FAMILIES, value);

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
