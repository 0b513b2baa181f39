import { ConflictError, ValidationError } from '../errors';
import { appendEvents } from './chain';
import type { LedgerContext } from './runs';
import { SCHEMA, SCHEMA_VERSION } from './schema';
import { all, first, int, type Steps, text } from './steps';
import type { Origin } from './types';

/** How a ledger of one version becomes one of the next, and back. */
interface Migration {
	up: readonly string[];
	down: readonly string[];
	/** What `down` would take away: its Korean name, and SQL that counts it as `n`. */
	loses: ReadonlyArray<{ what: string; count: string }>;
}

const column = (table: string, name: string, definition: string) => ({
	up: `ALTER TABLE ${table} ADD COLUMN ${name} ${definition}`,
	down: `ALTER TABLE ${table} DROP COLUMN ${name}`,
});
const rows = (what: string, table: string) => ({ what, count: `SELECT COUNT(*) AS n FROM ${table}` });

const SECOND = [
	column('run', 'accepted_holds', `TEXT NOT NULL DEFAULT '[]'`),
	column('run', 'rule_version', 'TEXT'),
	column('run', 'mapping_version', 'TEXT'),
	column('run', 'template_versions', 'TEXT'),
	column('decision', 'warnings', `TEXT NOT NULL DEFAULT '[]'`),
	column('decision', 'phone_fingerprint', 'TEXT'),
	column('decision', 'plate_fingerprint', 'TEXT'),
	column('decision', 'category_name', 'TEXT'),
	column('notice', 'plate_fingerprint', 'TEXT'),
	column('notice', 'retry_of', 'TEXT'),
];

const FOURTH = [
	column('batch', 'requests', `TEXT NOT NULL DEFAULT '[]'`),
	column('batch', 'sending_ms', 'BIGINT'),
	column('batch', 'lookups', 'BIGINT NOT NULL DEFAULT 0'),
	column('batch', 'scheduled_at', 'TEXT'),
	column('notice', 'content_mark', 'TEXT'),
];

/** By the version that they start from. Tables of a newer version are made by the schema itself. */
const MIGRATIONS: Readonly<Record<number, Migration>> = {
	1: {
		up: [...SECOND.map(({ up }) => up), 'DROP INDEX IF EXISTS event_by_subject', 'DROP INDEX IF EXISTS notice_by_run'],
		down: [
			...['decision_by_phone', 'decision_by_plate', 'notice_by_plate'].map((index) => `DROP INDEX IF EXISTS ${index}`),
			...SECOND.map(({ down }) => down),
			...['form', 'mail', 'task', 'file'].map((table) => `DROP TABLE IF EXISTS ${table}`),
		],
		loses: [rows('서식 안내', 'form'), rows('우편 발송', 'mail'), rows('확인 필요', 'task'), rows('개인정보 파일 파기 기록', 'file')],
	},
	2: { up: [], down: ['DROP TABLE IF EXISTS draft'], loses: [rows('행정문서 초안', 'draft')] },
	3: {
		up: FOURTH.map(({ up }) => up),
		down: FOURTH.map(({ down }) => down),
		loses: [{ what: '문자중계사업자 접수 번호·예약이 적힌 발송 묶음', count: `SELECT COUNT(*) AS n FROM batch WHERE requests <> '[]' OR scheduled_at IS NOT NULL OR (step = 'sending' AND gateway <> 'solapi')` }],
	},
};

/** The version the tables have. Throws `ledgerVersion` where it is newer than this package. */
export function* knownVersion(): Steps<number> {
	const row = yield* first(`SELECT value FROM meta WHERE name = 'schema'`);
	const version = row ? Number(text(row, 'value')) : SCHEMA_VERSION;
	if (version <= SCHEMA_VERSION) return version;
	throw newerLedger();
}

/** The ledger is of a newer version than this package. */
export const newerLedger = () =>
	new ValidationError('ledgerVersion', '발송 대장의 판이 이 패키지와 다릅니다.', '패키지를 최신 판으로 올리거나, 대장을 만든 판의 패키지를 사용하시기 바랍니다.');

/** Makes the tables of a ledger that has none (`exists` false), or brings those of an earlier version to this one. */
export function* bringUp(exists: boolean): Steps<void> {
	const version = exists ? yield* knownVersion() : SCHEMA_VERSION;
	for (let from = version; from < SCHEMA_VERSION; from += 1) for (const sql of MIGRATIONS[from]?.up ?? []) yield* all(sql);
	for (const sql of SCHEMA) yield* all(sql);
	yield* setVersion(SCHEMA_VERSION);
}

export interface RollBackOrder {
	/** Whether records that the earlier version cannot keep may go. */
	loseRecords: boolean;
	by: string;
	origin: Origin;
}

/**
 * Takes the tables back to an earlier version, for an earlier version of the package; this version of the package brings
 * them up again as soon as it opens the ledger. With records that the earlier version cannot keep it changes nothing and
 * throws `rollBackLoses`, unless `loseRecords`; the event chain keeps all its events in either case.
 */
export function* rollBack(context: LedgerContext, to: number, { loseRecords, by, origin }: RollBackOrder): Steps<{ from: number; to: number }> {
	const from = yield* knownVersion();
	if (!Number.isInteger(to) || to < 1 || to >= from) {
		throw new ValidationError('ledgerVersion', `대장을 ${to}판으로 내릴 수 없습니다. 지금은 ${from}판입니다.`, `1부터 ${from - 1}까지의 판을 입력하시기 바랍니다.`);
	}
	const steps = Array.from({ length: from - to }, (_, index) => MIGRATIONS[from - 1 - index]).filter((step) => step !== undefined);
	const losses: string[] = [];
	for (const { what, count } of steps.flatMap(({ loses }) => loses)) {
		const n = int((yield* first(count)) ?? {}, 'n');
		if (n > 0) losses.push(`${what} ${n}건`);
	}
	if (losses.length > 0 && !loseRecords) {
		throw new ConflictError(
			'rollBackLoses',
			`대장을 ${to}판으로 내리면 없어지는 기록이 있어 그대로 두었습니다: ${losses.join(', ')}.`,
			"대장을 백업한 뒤, '없어지는 기록 확인함'을 켜고 다시 실행하시기 바랍니다.",
		);
	}
	yield* appendEvents(context.keys.chain, context.at, [{ kind: 'ledger.rolledBack', payload: { from, to, losses, by, origin } }]);
	for (const { down } of steps) for (const sql of down) yield* all(sql);
	yield* setVersion(to);
	return { from, to };
}

const setVersion = (version: number) =>
	all(`INSERT INTO meta (name, value) VALUES ('schema', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, String(version));
