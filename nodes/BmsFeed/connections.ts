import { setTimeout as delay } from 'node:timers/promises';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { ValidationError } from '../../lib/errors';
import { koreanTime } from '../../lib/calendar/day';
import { parseBaseUrl } from '../../lib/http/base-url';
import { proxyFromEnvironment } from '../../lib/http/proxy';
import { createStreamClient } from '../../lib/http/stream-client';
import { folderSource } from '../../lib/transit/feed/folder-source';
import { httpsSource } from '../../lib/transit/feed/https-source';
import type { FeedPorts } from '../../lib/transit/feed/receive-day';
import { freeBytesOf } from '../../lib/transit/feed/room';
import type { SftpLogin } from '../../lib/transit/feed/sftp-connection';
import { sftpSource } from '../../lib/transit/feed/sftp-source';
import type { FeedSource } from '../../lib/transit/feed/source';
import { version } from '../shared/package-version';
import { numberOption, textOf, type Get } from './fields';

export const SFTP_CREDENTIAL = 'cityhallBmsSftpApi';
export const HTTP_CREDENTIAL = 'cityhallBmsHttpApi';
export const HTTPS_LABEL = '교통카드 자료 서버';

/** Credentials of the node, shown where the source needs them. */
export const credentialFields = [
	{ name: SFTP_CREDENTIAL, displayName: '교통카드 자료 SFTP', required: true, testedBy: 'bmsSftpTest', displayOptions: { show: { source: ['sftp'] } } },
	{ name: HTTP_CREDENTIAL, displayName: '교통카드 자료 HTTPS', required: true, testedBy: 'bmsHttpTest', displayOptions: { show: { source: ['https'] } } },
];

export interface SourceContext {
	getCredentials(type: string): Promise<ICredentialDataDecryptedObject>;
	/** The real path of a folder that nodes may use. */
	folder(path: string): Promise<string>;
}

/** Where the node's parameters say that the files are. Close it when done. @throws ValidationError */
export async function openSource(ctx: SourceContext, get: Get, rawFolder: string): Promise<FeedSource> {
	const timeoutMs = numberOption(get, 'timeoutSeconds', 60) * 1000;
	const kind = textOf(get, 'source');
	if (kind === 'sftp') return sftpSource(sftpLogin(await ctx.getCredentials(SFTP_CREDENTIAL), timeoutMs), textOf(get, 'remoteFolder'));
	if (kind === 'https') return httpsOf(await ctx.getCredentials(HTTP_CREDENTIAL), textOf(get, 'remoteFolder'), timeoutMs);
	const folder = await ctx.folder(textOf(get, 'dropFolder'));
	if (folder === rawFolder) throw new ValidationError('sameFolder', "'자료 폴더'와 '원본 폴더'가 같습니다.", '원본 폴더를 따로 만들어 입력하시기 바랍니다.');
	return folderSource(folder);
}

/** @throws ValidationError `badSftpCredential`, `hostKeyUnknown` */
export function sftpLogin(data: ICredentialDataDecryptedObject, timeoutMs: number): SftpLogin {
	const text = (name: string) => (typeof data[name] === 'string' ? data[name].trim() : '');
	const port = Number(data.port ?? 22);
	const byKey = data.authentication === 'privateKey';
	if (text('host') === '' || text('username') === '' || !Number.isInteger(port) || port < 1 || port > 65_535 || (byKey && text('privateKey') === '')) {
		throw new ValidationError('badSftpCredential', 'SFTP 자격 증명의 서버, 포트, 계정 또는 개인키가 비어 있거나 올바르지 않습니다.', '자격 증명을 열어 값을 채우시기 바랍니다.');
	}
	return {
		host: text('host'),
		port,
		username: text('username'),
		...(byKey ? { privateKey: `${text('privateKey')}\n`, passphrase: text('passphrase') } : { password: typeof data.password === 'string' ? data.password : '' }),
		hostFingerprint: data.acceptAnyHostKey === true ? null : text('hostFingerprint'),
		timeoutMs,
	};
}

/** @throws ValidationError `badBaseUrl`, `badCertificate` */
export function httpsOf(data: ICredentialDataDecryptedObject, folder: string, timeoutMs: number): FeedSource {
	const { client, baseUrl, headers } = httpClientOf(data, timeoutMs);
	return httpsSource({ client, baseUrl, folder, headers, label: HTTPS_LABEL });
}

export function httpClientOf(data: ICredentialDataDecryptedObject, timeoutMs: number) {
	const text = (name: string) => (typeof data[name] === 'string' ? data[name].trim() : '');
	const baseUrl = parseBaseUrl(text('baseUrl')).href;
	const client = createStreamClient({ baseUrl, label: HTTPS_LABEL, timeoutMs, userAgent: `n8n-nodes-cityhall/${version}`, now: Date.now, proxy: proxyFromEnvironment(process.env), caPem: text('caPem') });
	return { client, baseUrl, headers: authorisation(data) };
}

function authorisation(data: ICredentialDataDecryptedObject): Record<string, string> {
	const text = (name: string) => (typeof data[name] === 'string' ? data[name] : '');
	if (data.authentication === 'basic') return { Authorization: `Basic ${Buffer.from(`${text('user')}:${text('password')}`, 'utf8').toString('base64')}` };
	if (data.authentication !== 'header') return {};
	const name = text('headerName').trim();
	const value = text('headerValue').trim();
	if (/^[A-Za-z0-9-]+$/.test(name) && /^[\x20-\x7e]+$/.test(value)) return { [name]: value };
	throw new ValidationError('badHeader', 'HTTPS 자격 증명의 인증 헤더가 올바르지 않습니다.', '헤더 이름(예: Authorization)과 값을 영문자와 숫자로 입력하시기 바랍니다.');
}

/** Clock, sleep, chance and disk of this machine. */
export function feedPorts(signal?: AbortSignal): FeedPorts {
	return {
		now: () => koreanTime(new Date().toISOString()).toISO() ?? '',
		nowMs: Date.now,
		random: Math.random,
		freeBytes: freeBytesOf,
		sleep: async (ms, until) => {
			try {
				await delay(ms, undefined, { signal: until });
			} catch (error) {
				if (!until?.aborted) throw error;
			}
		},
		signal,
	};
}
