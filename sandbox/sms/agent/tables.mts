export type Kind = 'postgres' | 'mariadb';
export type Family = 'scTran' | 'emma';

/** One table as its agent knows it, and the script by which the agent's installation makes it. */
export interface Table {
	type: 'SMS' | 'LMS';
	live: string;
	log(month: string): string;
	id: string;
	key: string;
	to: string;
	from: string;
	text: string;
	subject: string | null;
	due: string;
	sentAt: string;
	state: string;
	waiting: string;
	taken: string;
	done: string;
	result: string;
	/** The agent's own code for what the carrier reports (`4000`, 3xxx …). */
	codeOf(carrier: string): string;
	create(kind: Kind): string[];
}

const timestamp = (kind: Kind) => (kind === 'postgres' ? 'TIMESTAMP' : 'DATETIME');
const number = (kind: Kind) => (kind === 'postgres' ? 'NUMERIC(11)' : 'INT AUTO_INCREMENT');
/** On PostgreSQL the row's number comes from a sequence that the caller asks. */
const sequence = (kind: Kind, name: string) => (kind === 'postgres' ? [`CREATE SEQUENCE IF NOT EXISTS ${name}`] : []);

const etc = (count: number, prefix: string, width: number) => Array.from({ length: count }, (_, index) => `${prefix}${index + 1} VARCHAR(${width})`).join(', ');

const SC_TRAN: Table = {
	...{ type: 'SMS', live: 'SC_TRAN', log: (month) => `SC_LOG_${month}` },
	...{ id: 'TR_NUM', key: 'TR_ETC1', to: 'TR_PHONE', from: 'TR_CALLBACK', text: 'TR_MSG', subject: null, due: 'TR_SENDDATE', sentAt: 'TR_REALSENDDATE' },
	...{ state: 'TR_SENDSTAT', waiting: '0', taken: '1', done: '2', result: 'TR_RSLTSTAT' },
	codeOf: (carrier) => (carrier === '4000' ? '06' : carrier.slice(-2)),
	create: (kind) => [
		...sequence(kind, 'SC_TRAN_SEQ'),
		`CREATE TABLE IF NOT EXISTS SC_TRAN (TR_NUM ${number(kind)} NOT NULL PRIMARY KEY, TR_SENDDATE ${timestamp(kind)}, TR_ID VARCHAR(16),
			TR_SENDSTAT VARCHAR(1) DEFAULT '0' NOT NULL, TR_RSLTSTAT VARCHAR(2) DEFAULT '00', TR_MSGTYPE VARCHAR(1) DEFAULT '0' NOT NULL,
			TR_PHONE VARCHAR(20) DEFAULT '' NOT NULL, TR_CALLBACK VARCHAR(20), TR_RSLTDATE ${timestamp(kind)}, TR_MODIFIED ${timestamp(kind)},
			TR_MSG VARCHAR(160), TR_NET VARCHAR(4), ${etc(6, 'TR_ETC', 160)}, TR_ROUTEID VARCHAR(20), TR_REALSENDDATE ${timestamp(kind)})`,
	],
};

const MMS_MSG: Table = {
	...{ type: 'LMS', live: 'MMS_MSG', log: (month) => `MMS_LOG_${month}` },
	...{ id: 'MSGKEY', key: 'ETC1', to: 'PHONE', from: 'CALLBACK', text: 'MSG', subject: 'SUBJECT', due: 'REQDATE', sentAt: 'SENTDATE' },
	...{ state: 'STATUS', waiting: '0', taken: '2', done: '3', result: 'RSLT' },
	codeOf: (carrier) => (carrier === '4000' ? '1000' : carrier),
	create: (kind) => [
		...sequence(kind, 'MMS_MSG_SEQ'),
		`CREATE TABLE IF NOT EXISTS MMS_MSG (MSGKEY ${number(kind)} NOT NULL PRIMARY KEY, SUBJECT VARCHAR(120), PHONE VARCHAR(15) NOT NULL,
			CALLBACK VARCHAR(15) NOT NULL, STATUS VARCHAR(2) DEFAULT '0' NOT NULL, REQDATE ${timestamp(kind)} NOT NULL, MSG VARCHAR(4000) NOT NULL,
			FILE_CNT INT DEFAULT 0 NOT NULL, ${etc(5, 'FILE_PATH', 128)}, EXPIRETIME VARCHAR(10) DEFAULT '43200' NOT NULL, SENTDATE ${timestamp(kind)},
			RSLTDATE ${timestamp(kind)}, REPORTDATE ${timestamp(kind)}, RSLT VARCHAR(4), TYPE VARCHAR(2) DEFAULT '0' NOT NULL, TELCOINFO VARCHAR(10),
			ID VARCHAR(20), POST VARCHAR(20), ETC1 VARCHAR(64), ETC2 VARCHAR(32), ETC3 VARCHAR(32), ETC4 INT)`,
	],
};

const EMMA_COMMON = {
	...{ id: 'mt_pr', key: 'mt_refkey', to: 'recipient_num', from: 'callback', text: 'content', due: 'date_client_req', sentAt: 'date_mt_sent' },
	...{ state: 'msg_status', waiting: '1', taken: '2', done: '3', result: 'mt_report_code_ib' },
	codeOf: (carrier: string) => (carrier === '4000' ? '1000' : carrier),
};

const emmaColumns = (kind: Kind) => `mt_pr ${number(kind)} NOT NULL PRIMARY KEY, mt_refkey VARCHAR(20), priority CHAR(2) DEFAULT 'S' NOT NULL,
	date_client_req ${timestamp(kind)} NOT NULL, callback VARCHAR(25) NOT NULL, service_type CHAR(2) NOT NULL, broadcast_yn CHAR(1) DEFAULT 'N' NOT NULL,
	msg_status CHAR(1) DEFAULT '1' NOT NULL, recipient_num VARCHAR(25), date_mt_sent ${timestamp(kind)}, date_rslt ${timestamp(kind)},
	date_mt_report ${timestamp(kind)}, mt_report_code_ib CHAR(4), country_code VARCHAR(8) DEFAULT '82' NOT NULL, crypto_yn CHAR(1) DEFAULT 'N',
	ttl INT, emma_id CHAR(2) DEFAULT ' ', reg_date ${timestamp(kind)} DEFAULT CURRENT_TIMESTAMP`;

const EM_SMT: Table = {
	...{ type: 'SMS', live: 'em_smt_tran', log: (month) => `em_smt_log_${month}`, subject: null },
	...EMMA_COMMON,
	create: (kind) => [...sequence(kind, 'sq_em_smt_tran_01'), `CREATE TABLE IF NOT EXISTS em_smt_tran (${emmaColumns(kind)}, content VARCHAR(255) NOT NULL)`],
};

const EM_MMT: Table = {
	...{ type: 'LMS', live: 'em_mmt_tran', log: (month) => `em_mmt_log_${month}`, subject: 'subject' },
	...EMMA_COMMON,
	create: (kind) => [
		...sequence(kind, 'sq_em_mmt_tran_01'),
		`CREATE TABLE IF NOT EXISTS em_mmt_tran (${emmaColumns(kind)}, subject VARCHAR(40) NOT NULL, content VARCHAR(4000), content_type INT DEFAULT 0, attach_file_group_key INT DEFAULT 0)`,
	],
};

export const FAMILIES: Record<Family, Table[]> = { scTran: [SC_TRAN, MMS_MSG], emma: [EM_SMT, EM_MMT] };
