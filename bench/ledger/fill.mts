import { hash, randomBytes } from 'node:crypto';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

import { createRandom } from '../../sandbox/shared/random.mts';
import type { LedgerLibrary } from './library.mts';

export const CAMPAIGN = 'bench-weekly';
/** Notices of one week, the same in a small and a large ledger. */
export const NOTICES_A_WEEK = 1_000;
const EVENTS_A_TURN = 20_000;

/** What can be looked up: the n-th notice's own key, receipt, phone and plate. */
export interface Identities {
	noticeKey(index: number): string;
	receiptKey(index: number): string;
	phone(index: number): string;
	plate(index: number): string;
}

export const runIdOf = (week: number) => `${CAMPAIGN}/W${String(week).padStart(5, '0')}`;

/** Hashes of numbers, spread over their whole range as the keyed ones of a real ledger are. */
export function identities(secret: Buffer): Identities {
	const salt = secret.toString('base64url');
	const print = (domain: string, length: number) => (index: number) => hash('sha256', `${salt}/${domain}/${index}`, 'base64url').slice(0, length);
	const person = (index: number) => index - (index % 20 === 19 ? 1 : 0);
	const phone = print('phone', 24);
	return {
		noticeKey: print('notice', 32),
		receiptKey: (index) => `4115000-${2000 + Math.floor(index / 100_000)}-${String(index % 100_000).padStart(6, '0')}`,
		// one in twenty people has two cars on one phone
		phone: (index) => phone(person(index)),
		plate: print('plate', 24),
	};
}

/**
 * Fills a ledger that the library has created with weeks of told notices: rows as the library leaves them after a closed
 * run, and their events in a chain made by the library itself. Only the secondary indexes are left out while it is filled;
 * the library makes them anew when it opens the file.
 */
export function fillLedger(file: string, library: LedgerLibrary, notices: number, secret: Buffer): void {
	const database = new DatabaseSync(file);
	database.exec('PRAGMA journal_mode = DELETE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1048576');
	const indexes = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`).all();
	for (const { name } of indexes) database.exec(`DROP INDEX ${String(name)}`);
	const statements = new Map<string, StatementSync>();
	const execute = (sql: string, values: readonly SQLInputValue[]) => {
		const statement = statements.get(sql) ?? database.prepare(sql);
		statements.set(sql, statement);
		return statement.all(...values);
	};
	const insert = (table: string, row: Record<string, SQLInputValue>) =>
		execute(`INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map(() => '?').join(', ')})`, Object.values(row));
	const events: LibraryEvent[] = [];
	const append = () => {
		const steps = library.appendEvents(library.chainKey, AT, events.splice(0));
		for (let turn = steps.next(); !turn.done; ) turn = steps.next(execute(turn.value.sql, turn.value.values));
	};
	const of = identities(secret);
	database.exec('BEGIN');
	insert('campaign', { id: CAMPAIGN, start_date: '2000-01-01' });
	for (const [version, body] of Object.entries(TEMPLATES)) insert('template', { version, id: 'retention', body });
	for (let index = 0; index < notices; index += 1) {
		const week = Math.floor(index / NOTICES_A_WEEK);
		if (index % NOTICES_A_WEEK === 0) fillRun(insert, events, week);
		fillNotice(insert, events, of, index, week);
		if (events.length >= EVENTS_A_TURN) append();
	}
	append();
	database.exec('COMMIT');
	database.close();
}

type Insert = (table: string, row: Record<string, SQLInputValue>) => unknown;
type LibraryEvent = Parameters<LedgerLibrary['appendEvents']>[2][number];

const AT = '2026-11-23T09:10:00.000+09:00';
const TEMPLATES = { 'template-v1': '취득세를 감면받으신 차량(#{차량번호뒤4자리})은 #{주의기한}까지 소유권을 이전하지 않도록 유의하시기 바랍니다.' } as const;
const VALUES = {
	기관명: '의정부시',
	담당부서: '세정과',
	담당전화: '031-000-0000',
	문의시간: '평일 09:00~18:00',
	주의기한: '2027. 11. 16.',
	배우자이전문구: '○ 배우자에게 이전하는 경우에는 추징하지 않습니다. 다만, 이전하시기 전에 담당부서로 문의하시기 바랍니다.',
	세대분리문구: '○ 공동명의자와 세대를 분리하는 경우에도 감면된 취득세가 추징될 수 있으므로 유의하시기 바랍니다.',
};

const random = createRandom('bench-ledger');
const chance = randomBytes(65_536).toString('base64url');
const sealed = (bytes: number) => {
	const from = random.integer(0, chance.length - 200);
	return `v1.bench.${chance.slice(from, from + Math.ceil((bytes * 4) / 3))}`;
};

function fillRun(insert: Insert, events: LibraryEvent[], week: number): void {
	const runId = runIdOf(week);
	const total = { count: NOTICES_A_WEEK, reliefSum: NOTICES_A_WEEK * 700_000 };
	const summary = { sourceKind: 'rest', sourceNames: ['REST'], periodFrom: '2026-11-16', periodTo: '2026-11-22', controlTotal: total, read: total, matches: true, fileHashes: [], contentHash: null, mappingVersion: '', problems: [] };
	insert('run', {
		id: runId,
		campaign: CAMPAIGN,
		period: runId.slice(CAMPAIGN.length + 1),
		period_from: '2026-11-16',
		period_to: '2026-11-22',
		stage: 'closed',
		holds: '[]',
		approval_reasons: '[]',
		approved_by: '담당자',
		approved_at: AT,
		lease_until: 0,
		fence: 1,
		summary: JSON.stringify(summary),
		opened_at: AT,
		closed_at: AT,
	});
	insert('batch', { id: `batch-${week}`, run_id: runId, gateway: 'solapi', account: '0001', group_id: `G4V${week}`, step: 'sent', size: NOTICES_A_WEEK, discarded: '[]', owner: 'bench', lease_until: 0, fence: 1, created_at: AT, updated_at: AT });
	for (const stage of ['opened', 'prepared', 'approved', 'sending', 'results', 'closed']) events.push({ kind: `run.${stage}`, runId, payload: { origin: { actor: 'bench' } } });
}

function fillNotice(insert: Insert, events: LibraryEvent[], of: Identities, index: number, week: number): void {
	const runId = runIdOf(week);
	const key = of.noticeKey(index);
	const receiptKey = of.receiptKey(index);
	const prints = { phone_fingerprint: of.phone(index), plate_fingerprint: of.plate(index) };
	const state = random.chance(0.02) ? 'failed' : 'delivered';
	const messageId = `M4V${index}`;
	const versions = { rule_id: 'two-children', rule_version: '2026.1' };
	const details = { values: VALUES, category: 'twoChildren', legalBasis: '지방세특례제한법 제22조의2제2항', receivingOffice: '4115000', receiptNo: receiptKey.slice(-6), receivedOn: '2026-11-17', registeredOn: '2026-11-16', acquiredOn: '2026-11-16', keepUntil: '2027-11-16', cautionUntil: '2027-11-16', recipientRole: 'taxpayer' };
	const sealedParts = { name: sealed(37), phone: sealed(39), address: sealed(90), plate: sealed(38), text: null };
	insert('decision', { run_id: runId, receipt_key: receiptKey, recipient_ordinal: 1, decision: 'notify', reason_code: 'retention', reason: '의무보유 기간 안내 대상입니다.', ...versions, category: 'twoChildren', legal_basis: details.legalBasis, received_on: '2026-11-17', name_masked: '김*민', source_name: 'REST', source_row: (index % NOTICES_A_WEEK) + 1, ...prints });
	insert('notice', {
		notice_key: key,
		campaign: CAMPAIGN,
		duty: 'retention',
		receipt_key: receiptKey,
		recipient_ordinal: 1,
		run_id: runId,
		channel: 'text',
		state,
		attempt: 1,
		batch_id: `batch-${week}`,
		message_id: messageId,
		status_code: state === 'failed' ? '3032' : '4000',
		...versions,
		template_id: 'retention',
		template_version: 'template-v1',
		...prints,
		phone_masked: '010-****-5678',
		name_masked: '김*민',
		details: JSON.stringify(details),
		sealed: JSON.stringify(sealedParts),
		message_type: 'LMS',
		bytes: 480,
		text_hash: of.plate(-index - 1),
		submitted_at: AT,
		settled_at: AT,
	});
	insert('attempt', { notice_key: key, attempt: 1, batch_id: `batch-${week}`, state, message_id: messageId, status_code: '4000', template_version: 'template-v1', rule_version: '2026.1', phone_fingerprint: prints.phone_fingerprint, text_hash: '', at: AT });
	events.push({ kind: 'notice.reserved', runId, subject: key, payload: { receiptKey, recipientOrdinal: 1, ruleId: 'two-children', ruleVersion: '2026.1', templateVersion: 'template-v1', channel: 'text' } });
	events.push({ kind: `notice.${state}`, runId, subject: key, payload: { messageId, statusCode: '4000' } });
}
