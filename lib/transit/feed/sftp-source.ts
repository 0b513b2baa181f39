import { Readable } from 'node:stream';

import { RemoteError, ValidationError, type CityhallError } from '../../errors';
import { timeoutFailure, type RequestPlace } from '../../http/failures';
import type { SFTPWrapper } from '../../vendor/ssh2';
import { transferLost } from './failures';
import { connectSftp, SFTP_LABEL, type SftpConnection, type SftpLogin } from './sftp-connection';
import type { FeedSource, OpenedFile, RemoteFile } from './source';

/** What OpenSSH grants at once. */
const PIECE = 32_768;
/** Pieces under way together, so that a distant server does not cost a round trip for each. */
const UNDER_WAY = 32;
const REGULAR = 0o100000;
const KIND = 0o170000;

type Answer<T> = (error: Error | undefined | null, value: T) => void;

/** Files of one folder of an SFTP server. The connection is made on first use and anew after it was lost. */
export function sftpSource(login: SftpLogin, folder: string): FeedSource {
	const path = folder.trim() === '' ? '.' : folder.trim().replace(/(?<=.)\/+$/, '');
	const place: RequestPlace = { label: SFTP_LABEL, host: login.host, operation: '파일 수집' };
	/** Names as the server writes them, where that is not NFC. */
	const raw = new Map<string, string>();
	/** Requests under way; not by a promise of the connection, which would remember each of them as long as it lives. */
	const waiting = new Set<(error: CityhallError) => void>();
	let current: Promise<SftpConnection> | null = null;

	async function connection(signal?: AbortSignal): Promise<SftpConnection> {
		if (!current) {
			const made = connectSftp(login, signal);
			current = made;
			const forget = (error?: CityhallError) => {
				if (current === made) current = null;
				for (const fail of [...waiting]) fail(error instanceof RemoteError ? error : transferLost(place));
			};
			made.then(
				({ lost }) => lost.then(forget),
				() => forget(),
			);
		}
		return await current;
	}

	/** One request; ends when the answer comes, the connection is lost, or the time is over. */
	async function ask<T>(open: SftpConnection, request: (sftp: SFTPWrapper, answer: Answer<T>) => void, name: string): Promise<T> {
		return await new Promise<T>((resolve, reject) => {
			const end = (settle: () => void) => {
				clearTimeout(timer);
				waiting.delete(fail);
				settle();
			};
			const fail = (error: CityhallError) => end(() => reject(error));
			const timer = setTimeout(() => {
				fail(timeoutFailure(place, login.timeoutMs));
				// The next attempt takes a connection of its own.
				current = null;
				open.drop();
			}, login.timeoutMs);
			waiting.add(fail);
			request(open.sftp, (error, value) => end(() => (error ? reject(sftpFailure(error, place, name)) : resolve(value))));
		});
	}

	return {
		shown: `${login.host}:${path}`,
		async list(wanted, signal) {
			const open = await connection(signal);
			const entries = await ask<{ filename: string; attrs: { mode: number; size: number; mtime: number } }[]>(open, (sftp, answer) => sftp.readdir(path, answer), path);
			for (const { filename } of entries) raw.set(filename.normalize('NFC'), filename);
			return entries
				.filter(({ filename, attrs }) => (attrs.mode & KIND) === REGULAR && !filename.startsWith('.') && wanted.fits(filename.normalize('NFC')))
				.map(({ filename, attrs }): RemoteFile => ({ name: filename.normalize('NFC'), bytes: attrs.size, version: `${attrs.size}-${attrs.mtime}` }));
		},
		async open(name, resume, signal): Promise<OpenedFile> {
			const open = await connection(signal);
			const handle = await ask<Buffer>(open, (sftp, answer) => sftp.open(`${path}/${raw.get(name) ?? name}`, 'r', answer), name);
			const { size, mtime } = await ask<{ size: number; mtime: number }>(open, (sftp, answer) => sftp.fstat(handle, answer), name);
			const version = `${size}-${mtime}`;
			const from = resume && resume.version === version && resume.from <= size ? resume.from : 0;
			const read = async (at: number, length: number): Promise<Buffer> => {
				const buffer = Buffer.allocUnsafe(length);
				let have = 0;
				while (have < length) {
					const got = await ask<number>(open, (sftp, answer) => sftp.read(handle, buffer, have, length - have, at + have, (error, bytes) => answer(isEndOfFile(error) ? undefined : error, isEndOfFile(error) ? 0 : bytes)), name);
					if (got === 0) break;
					have += got;
				}
				return buffer.subarray(0, have);
			};
			const shut = () => open.sftp.close(handle, () => undefined);
			return { stream: Readable.from(pieces(read, from, size, shut), { objectMode: false }), from, bytes: size, version };
		},
		async close() {
			await current?.then((open) => open.end()).catch(() => undefined);
		},
	};
}

/** The file's bytes in order, with several requests under way. */
async function* pieces(read: (at: number, length: number) => Promise<Buffer>, from: number, size: number, shut: () => void): AsyncGenerator<Buffer> {
	const asked: { length: number; piece: Promise<Buffer> }[] = [];
	let next = from;
	try {
		while (next < size || asked.length > 0) {
			while (asked.length < UNDER_WAY && next < size) {
				const length = Math.min(PIECE, size - next);
				const piece = read(next, length);
				piece.catch(() => undefined);
				asked.push({ length, piece });
				next += length;
			}
			const first = asked.shift();
			if (!first) break;
			const piece = await first.piece;
			if (piece.length > 0) yield piece;
			// shorter than it said: what comes after would not follow on
			if (piece.length < first.length) return;
		}
	} finally {
		shut();
	}
}

const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined);
const isEndOfFile = (error: unknown): boolean => codeOf(error) === 1;

/** Status codes of the SFTP protocol (draft-ietf-secsh-filexfer-02, section 7). */
function sftpFailure(error: unknown, place: RequestPlace, name: string): CityhallError {
	const code = codeOf(error);
	if (code === 2) return new ValidationError('sftpMissing', `${place.label}(${place.host})에 없는 폴더 또는 파일입니다: ${name}`, '노드의 폴더 경로와 파일 이름 조건을 확인하시기 바랍니다.');
	if (code === 3) return new ValidationError('sftpForbidden', `${place.label}(${place.host})에서 읽을 권한이 없습니다: ${name}`, '자료 제공 기관에 계정의 읽기 권한을 확인하시기 바랍니다.');
	return transferLost(place);
}
