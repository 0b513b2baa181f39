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
