import { createHash, timingSafeEqual } from 'node:crypto';

import { CityhallError, RemoteError, ValidationError } from '../../errors';
import { networkErrorFacts } from '../../http/error-facts';
import { networkFailure, timeoutFailure, type RequestPlace } from '../../http/failures';
import { Client, type SFTPWrapper } from '../../vendor/ssh2';

export interface SftpLogin {
	host: string;
	port: number;
	username: string;
	/** Exactly one of both. */
	password?: string;
	privateKey?: string;
	passphrase?: string;
	/** `SHA256:…` as ssh-keygen prints it; null only where the user accepts any server. */
	hostFingerprint: string | null;
	/** For connecting and for each answer. */
	timeoutMs: number;
}

export interface SftpConnection {
	sftp: SFTPWrapper;
	/** Fires when the connection ends, with why. */
	readonly lost: Promise<CityhallError>;
	end(): void;
	/** At once, for a server that does not answer any more. */
	drop(): void;
}

export const SFTP_LABEL = '교통카드 자료 SFTP 서버';

/**
 * Connects, proves the server by its key's fingerprint before any secret is sent, signs in and opens SFTP.
 * @throws ValidationError `hostKeyUnknown`, `hostKeyChanged`, `badPrivateKey`; RemoteError
 */
export async function connectSftp(login: SftpLogin, signal?: AbortSignal): Promise<SftpConnection> {
	const place: RequestPlace = { label: SFTP_LABEL, host: login.host, operation: '접속' };
	const expected = login.hostFingerprint === null ? null : fingerprintOf(login.hostFingerprint);
	if (signal?.aborted) throw aborted();
	const client = new Client();
	let refusedKey: string | null = null;
	const lost = new Promise<CityhallError>((resolve) => {
		client.on('error', (error) => resolve(failureOf(error, place, login.timeoutMs)));
		client.on('close', () => resolve(networkFailure(place, undefined, undefined)));
	});
	const onAbort = () => client.destroy();
	signal?.addEventListener('abort', onAbort, { once: true });
	void lost.then(() => signal?.removeEventListener('abort', onAbort));
	try {
		const sftp = await Promise.race([
			new Promise<SFTPWrapper>((resolve, reject) => {
				client.on('ready', () => client.sftp((error, opened) => (error ? reject(noSftp(place)) : resolve(opened))));
				// Servers that ask for the password by PAM call it keyboard-interactive.
				client.on('keyboard-interactive', (_name, _instructions, _language, prompts, finish) => finish(prompts.map(() => login.password ?? '')));
				client.connect({
					host: login.host,
					port: login.port,
					username: login.username,
					...(login.privateKey === undefined ? { password: login.password ?? '', tryKeyboard: true } : { privateKey: login.privateKey, ...(login.passphrase ? { passphrase: login.passphrase } : {}) }),
					readyTimeout: login.timeoutMs,
					keepaliveInterval: 15_000,
					keepaliveCountMax: 4,
					hostVerifier: (key: Buffer) => {
						const shown = createHash('sha256').update(key).digest();
						if (expected === null || (expected.length === shown.length && timingSafeEqual(expected, shown))) return true;
						refusedKey = `SHA256:${shown.toString('base64').replace(/=+$/, '')}`;
						return false;
					},
				});
			}),
			lost.then((error) => Promise.reject(error)),
		]);
		return { sftp, lost, end: () => client.end(), drop: () => client.destroy() };
	} catch (error) {
		client.destroy();
		if (signal?.aborted) throw aborted();
		if (refusedKey !== null) throw hostKeyChanged(login.host, refusedKey);
		if (error instanceof CityhallError) throw error;
		throw failureOf(error, place, login.timeoutMs);
	}
}

/** The 32 bytes of a fingerprint. @throws ValidationError `hostKeyUnknown` */
export function fingerprintOf(text: string): Buffer {
	const bytes = Buffer.from(/^(?:SHA256:)?([A-Za-z0-9+/]{43})=?$/.exec(text.trim())?.[1] ?? '', 'base64');
	if (bytes.length === 32) return bytes;
	throw new ValidationError(
		'hostKeyUnknown',
		'SFTP 서버의 호스트 키 지문이 비어 있거나 형식이 올바르지 않습니다.',
		"자료 제공 기관에서 받은 지문(SHA256:으로 시작하는 43글자)을 자격 증명에 입력하시기 바랍니다. 서버에서 'ssh-keygen -lf 공개키파일'로 확인할 수 있습니다.",
	);
}

const hostKeyChanged = (host: string, shown: string) =>
	new ValidationError(
		'hostKeyChanged',
		`SFTP 서버(${host})의 호스트 키가 자격 증명에 적힌 지문과 다릅니다. 서버가 보인 지문: ${shown}`,
		'자료 제공 기관에 서버가 바뀌었는지 전화로 확인하고, 맞으면 자격 증명의 호스트 키 지문을 고치시기 바랍니다. 확인되지 않으면 접속하지 마시기 바랍니다.',
	);

const noSftp = (place: RequestPlace) =>
	new RemoteError('noSftp', `${place.label}(${place.host}): 접속하였으나 파일 전송(SFTP)을 쓸 수 없습니다.`, '자료 제공 기관에 계정의 SFTP 권한을 확인하시기 바랍니다.', { outcome: 'notSent', retryable: false });

const aborted = () => new RemoteError('aborted', `${SFTP_LABEL}: 실행이 취소되어 중단하였습니다.`, '필요하면 다시 실행하시기 바랍니다.', { outcome: 'unknown', retryable: false });

function failureOf(error: unknown, place: RequestPlace, timeoutMs: number): CityhallError {
	const level = typeof error === 'object' && error !== null && 'level' in error ? error.level : undefined;
	const { code, syscall, message } = networkErrorFacts(error);
	if (level === 'client-authentication') {
		return new RemoteError('refused', `${place.label}(${place.host}): 로그인하지 못하였습니다.`, '자격 증명의 계정, 비밀번호 또는 개인키와 허용 IP를 확인하시기 바랍니다.', { outcome: 'notSent', retryable: false });
	}
	if (level === 'client-timeout') return timeoutFailure(place, timeoutMs);
	if (/privateKey|passphrase|private key/i.test(message)) {
		return new ValidationError('badPrivateKey', 'SFTP 개인키를 읽을 수 없습니다.', '개인키 전체(-----BEGIN으로 시작)를 붙여 넣었는지, 개인키 암호가 맞는지 확인하시기 바랍니다.');
	}
	return networkFailure(place, code, syscall ?? (code === 'ETIMEDOUT' ? 'connect' : undefined));
}
