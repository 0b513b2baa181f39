import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { ValidationError } from '../errors';
import type { ChainHead } from './chain';
import { type Glance, glance } from './glance';

/**
 * Looks at the ledger of a SQLite file, and makes none; null where there is none yet and one could be made.
 * @throws ValidationError `ledgerUnusable`
 */
export function glanceAtFile(path: string, witnessed: ChainHead | null): Glance | null {
	if (!existsSync(path)) {
		requireWritable(folderFor(path), '폴더');
		return null;
	}
	if (!statSync(path).isFile()) throw unusable(`'${path}'은(는) 파일이 아닙니다`);
	requireWritable(path, '파일');
	requireWritable(dirname(path), '폴더');
	try {
		return look(path, witnessed);
	} catch (error) {
		throw error instanceof ValidationError ? error : unusable('발송 대장(SQLite)으로 읽을 수 없는 파일입니다', error);
	}
}

function look(path: string, witnessed: ChainHead | null): Glance | null {
	const database = new DatabaseSync(path, { readOnly: true, timeout: 2_000 });
	try {
		const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all();
		if (tables.length === 0) return null;
		if (!tables.some(({ name }) => name === 'meta')) throw unusable('다른 프로그램의 SQLite 파일입니다');
		const steps = glance(witnessed);
		let turn = steps.next();
		while (!turn.done) turn = steps.next(database.prepare(turn.value.sql).all(...turn.value.values));
		return turn.value;
	} finally {
		database.close();
	}
}

/** The nearest folder above the file that is there; those between are made with the file. */
function folderFor(path: string): string {
	let folder = dirname(path);
	while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
	return folder;
}

/** @throws ValidationError `ledgerUnusable` */
function requireWritable(path: string, what: '파일' | '폴더'): void {
	try {
		if (what === '폴더' && !statSync(path).isDirectory()) throw unusable(`'${path}'은(는) 폴더가 아닙니다`);
		accessSync(path, constants.R_OK | constants.W_OK);
	} catch (error) {
		throw error instanceof ValidationError ? error : unusable(`${what} '${path}'에 쓸 권한이 없습니다`, error);
	}
}

const unusable = (why: string, cause?: unknown) =>
	new ValidationError('ledgerUnusable', `발송 대장 파일을 사용할 수 없습니다(${why}).`, "'발송 대장' 자격 증명의 대장 파일 경로와, n8n을 실행하는 계정의 폴더 쓰기 권한을 확인하시기 바랍니다.", { cause });
