/** Version written into the ledger; a ledger of a newer version is refused. */
export const SCHEMA_VERSION = 4;

/** Tables of the ledger, in SQL that SQLite and PostgreSQL both accept. Lease times are epoch milliseconds. */
export const SCHEMA: readonly string[] = [
	`CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)`,
	`CREATE TABLE IF NOT EXISTS campaign (
		id TEXT PRIMARY KEY, start_date TEXT NOT NULL, watermark TEXT)`,
	`CREATE TABLE IF NOT EXISTS run (
		id TEXT PRIMARY KEY, campaign TEXT NOT NULL, period TEXT NOT NULL,
		period_from TEXT NOT NULL, period_to TEXT NOT NULL,
		stage TEXT NOT NULL, holds TEXT NOT NULL, hold_until BIGINT,
		approval_reasons TEXT NOT NULL, approved_by TEXT, approved_at TEXT,
		lease_owner TEXT, lease_until BIGINT NOT NULL, fence BIGINT NOT NULL,
		summary TEXT, stopped_by TEXT,
		opened_at TEXT NOT NULL, closed_at TEXT, account TEXT,
		accepted_holds TEXT NOT NULL DEFAULT '[]', rule_version TEXT, mapping_version TEXT, template_versions TEXT,
		UNIQUE (campaign, period))`,
	`CREATE TABLE IF NOT EXISTS decision (
		run_id TEXT NOT NULL, receipt_key TEXT NOT NULL, recipient_ordinal BIGINT NOT NULL,
		decision TEXT NOT NULL, reason_code TEXT NOT NULL, reason TEXT NOT NULL,
		rule_id TEXT NOT NULL, rule_version TEXT NOT NULL, category TEXT NOT NULL, legal_basis TEXT,
		received_on TEXT NOT NULL, name_masked TEXT, source_name TEXT NOT NULL, source_row BIGINT NOT NULL,
		warnings TEXT NOT NULL DEFAULT '[]', phone_fingerprint TEXT, plate_fingerprint TEXT, category_name TEXT,
		PRIMARY KEY (run_id, receipt_key, recipient_ordinal))`,
	`CREATE INDEX IF NOT EXISTS decision_by_receipt ON decision (receipt_key)`,
	`CREATE INDEX IF NOT EXISTS decision_by_phone ON decision (phone_fingerprint) WHERE phone_fingerprint IS NOT NULL`,
	`CREATE INDEX IF NOT EXISTS decision_by_plate ON decision (plate_fingerprint) WHERE plate_fingerprint IS NOT NULL`,
	`CREATE TABLE IF NOT EXISTS template (
		version TEXT PRIMARY KEY, id TEXT NOT NULL, body TEXT NOT NULL)`,
	`CREATE TABLE IF NOT EXISTS notice (
		notice_key TEXT PRIMARY KEY, campaign TEXT NOT NULL, duty TEXT NOT NULL,
		receipt_key TEXT NOT NULL, recipient_ordinal BIGINT NOT NULL, run_id TEXT NOT NULL,
		channel TEXT NOT NULL, state TEXT NOT NULL, reason_code TEXT, reason TEXT,
		attempt BIGINT NOT NULL, batch_id TEXT, message_id TEXT, status_code TEXT,
		rule_id TEXT NOT NULL, rule_version TEXT NOT NULL, template_id TEXT NOT NULL, template_version TEXT NOT NULL,
		phone_fingerprint TEXT, phone_masked TEXT, name_masked TEXT,
		details TEXT NOT NULL, sealed TEXT,
		message_type TEXT, bytes BIGINT, text_hash TEXT,
		submitted_at TEXT, settled_at TEXT, plate_fingerprint TEXT, retry_of TEXT, content_mark TEXT)`,
	// In the order in which batches take them, with all that an account counts; and in the order in which a run is read.
	`CREATE INDEX IF NOT EXISTS notice_by_run_state ON notice (run_id, state, channel, receipt_key, recipient_ordinal, message_type)`,
	`CREATE INDEX IF NOT EXISTS notice_by_run_key ON notice (run_id, notice_key)`,
	`CREATE INDEX IF NOT EXISTS notice_by_batch ON notice (batch_id)`,
	`CREATE INDEX IF NOT EXISTS notice_by_receipt ON notice (receipt_key)`,
	`CREATE INDEX IF NOT EXISTS notice_by_phone ON notice (phone_fingerprint) WHERE phone_fingerprint IS NOT NULL`,
	`CREATE INDEX IF NOT EXISTS notice_by_plate ON notice (plate_fingerprint) WHERE plate_fingerprint IS NOT NULL`,
	`CREATE TABLE IF NOT EXISTS attempt (
		notice_key TEXT NOT NULL, attempt BIGINT NOT NULL, batch_id TEXT NOT NULL, state TEXT NOT NULL,
		message_id TEXT, status_code TEXT, template_version TEXT NOT NULL, rule_version TEXT NOT NULL,
		phone_fingerprint TEXT, text_hash TEXT NOT NULL, at TEXT NOT NULL,
		PRIMARY KEY (notice_key, attempt))`,
	`CREATE TABLE IF NOT EXISTS batch (
		id TEXT PRIMARY KEY, run_id TEXT NOT NULL, gateway TEXT NOT NULL, account TEXT NOT NULL,
		group_id TEXT, step TEXT NOT NULL, size BIGINT NOT NULL, discarded TEXT NOT NULL,
		owner TEXT NOT NULL, lease_until BIGINT NOT NULL, fence BIGINT NOT NULL,
		created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
		requests TEXT NOT NULL DEFAULT '[]', sending_ms BIGINT, lookups BIGINT NOT NULL DEFAULT 0, scheduled_at TEXT)`,
	`CREATE INDEX IF NOT EXISTS batch_by_run ON batch (run_id, step)`,
	`CREATE TABLE IF NOT EXISTS source_seen (
		campaign TEXT NOT NULL, hash TEXT NOT NULL, run_id TEXT NOT NULL, name TEXT NOT NULL, at TEXT NOT NULL,
		PRIMARY KEY (campaign, hash))`,
	// 서식 안내 (별지 제2호서식): one row an applicant, whatever the selector decided.
	`CREATE TABLE IF NOT EXISTS form (
		receipt_key TEXT PRIMARY KEY, campaign TEXT NOT NULL, run_id TEXT NOT NULL, category TEXT NOT NULL,
		received_on TEXT NOT NULL, name_masked TEXT, requested_method TEXT, requested_on TEXT,
		status TEXT NOT NULL, done_on TEXT, basis TEXT, recorded_by TEXT,
		details TEXT NOT NULL, sealed TEXT)`,
	`CREATE INDEX IF NOT EXISTS form_by_run ON form (run_id)`,
	`CREATE INDEX IF NOT EXISTS form_by_status ON form (campaign, status)`,
	// Letters (우편) and what came back of them (반송); the last row of a recipient counts.
	`CREATE TABLE IF NOT EXISTS mail (
		receipt_key TEXT NOT NULL, recipient_ordinal BIGINT NOT NULL, number BIGINT NOT NULL,
		registered_no TEXT, sent_on TEXT NOT NULL, outcome TEXT NOT NULL, outcome_on TEXT, returned_reason TEXT,
		recorded_by TEXT NOT NULL, PRIMARY KEY (receipt_key, recipient_ordinal, number))`,
	// What a person has to settle: 확인 필요, 정정 안내 대상, 정보 유출 점검.
	`CREATE TABLE IF NOT EXISTS task (
		id TEXT PRIMARY KEY, kind TEXT NOT NULL, campaign TEXT NOT NULL, run_id TEXT NOT NULL,
		receipt_key TEXT NOT NULL, recipient_ordinal BIGINT NOT NULL, notice_key TEXT,
		reason_code TEXT NOT NULL, reason TEXT NOT NULL, opened_at TEXT NOT NULL,
		state TEXT NOT NULL, done_on TEXT, done_by TEXT, note TEXT)`,
	`CREATE INDEX IF NOT EXISTS task_by_run ON task (run_id)`,
	`CREATE INDEX IF NOT EXISTS task_by_receipt ON task (receipt_key, recipient_ordinal)`,
	`CREATE INDEX IF NOT EXISTS task_by_state ON task (campaign, state)`,
	// Files with readable personal data outside n8n: exports read, mail lists, printed forms.
	`CREATE TABLE IF NOT EXISTS file (
		id TEXT PRIMARY KEY, kind TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL, run_id TEXT,
		created_at TEXT NOT NULL, destroy_on TEXT NOT NULL, destroyed_at TEXT)`,
	// Documents drafted with a language model: versions, keyed hashes, counts and times.
	`CREATE TABLE IF NOT EXISTS draft (
		draft_id TEXT PRIMARY KEY, type TEXT NOT NULL, edition BIGINT NOT NULL, state TEXT NOT NULL,
		profile_version TEXT NOT NULL, prompt_version TEXT NOT NULL, model TEXT NOT NULL, model_mode TEXT NOT NULL,
		input_hash TEXT NOT NULL, output_hash TEXT NOT NULL, exemplar_ids TEXT NOT NULL, findings TEXT NOT NULL,
		untraced BIGINT NOT NULL, rounds BIGINT NOT NULL, calls BIGINT NOT NULL, prompt_tokens BIGINT, completion_tokens BIGINT,
		started_at TEXT NOT NULL, drafted_ms BIGINT NOT NULL, model_ms BIGINT NOT NULL,
		approved_at TEXT, approved_by TEXT, person_seconds BIGINT, workflow_id TEXT, execution_id TEXT, destroyed_at TEXT)`,
	`CREATE INDEX IF NOT EXISTS draft_by_start ON draft (started_at)`,
	`CREATE TABLE IF NOT EXISTS event (
		seq BIGINT PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, run_id TEXT, subject TEXT,
		payload TEXT, payload_hash TEXT NOT NULL, mac TEXT NOT NULL)`,
];

/** Names of the ledger's tables. */
export const TABLES: readonly string[] = SCHEMA.flatMap((sql) => /^CREATE TABLE IF NOT EXISTS (\w+)/.exec(sql)?.[1] ?? []);
