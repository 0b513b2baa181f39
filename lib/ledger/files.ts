import { createHash } from 'node:crypto';

import { assertDay } from '../calendar/day';
import { ValidationError } from '../errors';
import { appendEvents } from './chain';
import { sealed } from './row-seal';
import type { LedgerContext } from './runs';
import type { Row, Steps } from './steps';
import { all, change, first, text, textOrNull } from './steps';
import type { Origin } from './types';

/** An export that was read, a mail list, printed forms, a text as it was told. */
export type FileKind = 'export' | 'mailList' | 'forms' | 'toldText';

/** A file with readable personal data outside n8n, and when it must be gone. */
export interface FileView {
	id: string;
	kind: FileKind;
	path: string;
	/** SHA-256 in hex: only this content may be destroyed under this record. */
	sha256: string;
	runId: string | null;
	createdAt: string;
	/** From this day on it is to be destroyed. */
	destroyOn: string;
	destroyedAt: string | null;
}

export interface FileToRegister {
	kind: FileKind;
	path: string;
	sha256: string;
	runId: string | null;
	destroyOn: string;
	origin: Origin;
}

/**
 * Registers a file for destruction. The same file at the same place again changes nothing; one that was destroyed and
 * lies there anew is to be destroyed anew.
 */
export function* registerFile(context: LedgerContext, file: FileToRegister): Steps<FileView> {
	assertDay(file.destroyOn, '파기일');
	const id = createHash('sha256').update(JSON.stringify([file.path, file.sha256])).digest('base64url').slice(0, 32);
	const registered = yield* change(
		`INSERT INTO file (id, kind, path, sha256, run_id, created_at, destroy_on) VALUES (?, ?, ?, ?, ?, ?, ?)
		 ON CONFLICT (id) DO UPDATE SET destroyed_at = NULL, created_at = excluded.created_at, destroy_on = excluded.destroy_on
		 WHERE file.destroyed_at IS NOT NULL`,
		id,
		file.kind,
		file.path,
		file.sha256,
		file.runId,
		context.at,
		file.destroyOn,
	);
	if (registered > 0) {
		const { kind, sha256, runId, destroyOn, origin } = file;
		yield* appendEvents(context.keys.chain, context.at, [
			{ kind: 'file.registered', runId, subject: id, payload: { kind, sha256, destroyOn, origin, ...(yield* sealed('file', { id })) } },
		]);
	}
	return yield* getFile(id);
}

/** Files whose day has come and that are not destroyed, oldest first; at most `limit` after `after` (an id). */
export function* filesDue(today: string, limit: number, after = ''): Steps<FileView[]> {
	const rows = yield* all(
		'SELECT * FROM file WHERE destroyed_at IS NULL AND destroy_on <= ? AND id > ? ORDER BY id LIMIT ?',
		today,
		after,
		limit,
	);
	return rows.map(toFile);
}

/** How a file came to be gone: deleted by this package, or found gone and confirmed by a person. */
export type Destruction = { how: 'deleted'; origin: Origin } | { how: 'foundGone'; by: string; origin: Origin };

/** Records that the file is gone; repeating changes nothing. Throws `fileMissing` for an unknown id. */
export function* markDestroyed(context: LedgerContext, id: string, destruction: Destruction): Steps<FileView> {
	const file = yield* getFile(id);
	if (file.destroyedAt !== null) return file;
	yield* all('UPDATE file SET destroyed_at = ? WHERE id = ?', context.at, id);
	yield* appendEvents(context.keys.chain, context.at, [
		{ kind: 'file.destroyed', runId: file.runId, subject: id, payload: { kind: file.kind, sha256: file.sha256, ...destruction, ...(yield* sealed('file', { id })) } },
	]);
	return yield* getFile(id);
}

/** The closed run of the campaign that read a file of this hash; null where none did. */
export function* closedRunOfSource(campaign: string, sha256: string): Steps<string | null> {
	const row = yield* first(
		`SELECT s.run_id FROM source_seen s JOIN run r ON r.id = s.run_id WHERE s.campaign = ? AND s.hash = ? AND r.stage = 'closed'`,
		campaign,
		sha256,
	);
	return row ? text(row, 'run_id') : null;
}

function* getFile(id: string): Steps<FileView> {
	const row = yield* first('SELECT * FROM file WHERE id = ?', id);
	if (row) return toFile(row);
	throw new ValidationError('fileMissing', '파기 대장에 이 번호의 파일이 없습니다.', "'보존기간 지난 파일 파기'가 내보낸 번호를 그대로 넘겨주시기 바랍니다.");
}

function toFile(row: Row): FileView {
	return {
		id: text(row, 'id'),
		kind: text(row, 'kind') as FileKind,
		path: text(row, 'path'),
		sha256: text(row, 'sha256'),
		runId: textOrNull(row, 'run_id'),
		createdAt: text(row, 'created_at'),
		destroyOn: text(row, 'destroy_on'),
		destroyedAt: textOrNull(row, 'destroyed_at'),
	};
}
