import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { ValidationError } from '../../lib/errors';
import { type PostgresConfig, PostgresStore } from '../../lib/ledger/postgres-store';
import { SqliteStore } from '../../lib/ledger/sqlite-store';
import type { LedgerStore } from '../../lib/ledger/steps';

type Credential = ICredentialDataDecryptedObject;

/** Where the credential 발송 대장 keeps the ledger: a SQLite file, or a schema in PostgreSQL. @throws ValidationError */
export function ledgerStore(credential: Credential): LedgerStore {
	const place = ledgerPlace(credential);
	return 'path' in place ? SqliteStore.at(place.path) : PostgresStore.at(place);
}

function filePath(credential: Credential): string {
	const path = textOf(credential, 'path');
	if (path.startsWith('/')) return path;
	throw new ValidationError(
		'ledgerPath',
		"'발송 대장' 자격 증명의 대장 파일 경로가 비어 있거나 절대 경로가 아닙니다.",
		'/로 시작하는 절대 경로를 입력하시기 바랍니다. 예: /data/cityhall/notice-ledger.sqlite',
	);
}

/** The file or the server of the credential; nothing is opened. @throws ValidationError */
export function ledgerPlace(credential: Credential): { path: string } | PostgresConfig {
	return textOf(credential, 'storage') === 'postgres' ? postgresConfig(credential) : { path: filePath(credential) };
}

/** The PostgreSQL server of the credential, and its place as people read it. @throws ValidationError `moveTarget` for a credential of a SQLite file */
export function postgresPlace(credential: Credential): { config: PostgresConfig; place: string } {
	if (textOf(credential, 'storage') !== 'postgres') {
		throw new ValidationError('moveTarget', "이 노드의 '발송 대장' 자격 증명이 PostgreSQL 대장이 아니어서 옮기지 않았습니다.", "옮겨 받을 PostgreSQL 대장의 자격 증명(같은 대장 키)을 만들어 이 노드에 지정하시기 바랍니다.");
	}
	const config = postgresConfig(credential);
	return { config, place: `PostgreSQL ${config.host}:${config.port}/${config.database} (스키마 ${config.schema})` };
}

function postgresConfig(credential: Credential): PostgresConfig {
	for (const [name, label] of [['host', '서버 주소'], ['database', '데이터베이스'], ['user', '사용자'], ['password', '비밀번호']] as const) {
		if (textOf(credential, name) !== '') continue;
		throw new ValidationError('ledgerServer', `'발송 대장' 자격 증명의 '${label}'이(가) 비어 있습니다.`, `'${label}'을(를) 입력하시기 바랍니다.`);
	}
	const schema = textOf(credential, 'schema');
	// Up to the length of a name in PostgreSQL, and nothing that would need quoting.
	if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema) || schema.startsWith('pg_')) {
		throw new ValidationError('ledgerSchema', "'발송 대장' 자격 증명의 '스키마' 이름이 올바르지 않습니다.", '영문 소문자로 시작하고 영문 소문자, 숫자, 밑줄(_)로 된 63자 이내의 이름을 입력하시기 바랍니다. 예: cityhall');
	}
	const port = credential.port;
	return {
		host: textOf(credential, 'host'),
		port: typeof port === 'number' && Number.isInteger(port) && port > 0 ? port : 5432,
		database: textOf(credential, 'database'),
		schema,
		user: textOf(credential, 'user'),
		password: typeof credential.password === 'string' ? credential.password : '',
		tls: textOf(credential, 'tls') === 'off' ? 'off' : 'verify',
		ca: textOf(credential, 'ca'),
	};
}

function textOf(credential: Credential, name: string): string {
	const value = credential[name];
	return typeof value === 'string' ? value.trim() : '';
}
