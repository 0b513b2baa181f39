import { Readable } from 'node:stream';

import { RemoteError, ValidationError } from '../../errors';
import { unreadableFailure, type RequestPlace } from '../../http/failures';
import type { StreamAnswer, StreamClient } from '../../http/stream-client';
import { transferLost } from './failures';
import { parseListing } from './http-listing';
import type { FeedSource, OpenedFile, RemoteFile, WantedFiles } from './source';

const LARGEST_LISTING = 16 * 1_048_576;

export interface HttpsSourceOptions {
	client: StreamClient;
	/** `https://host/path`, without an account. */
	baseUrl: string;
	/** Below the base address. */
	folder: string;
	/** Of the credential: authorisation. */
	headers: Readonly<Record<string, string>>;
	label: string;
}

/**
 * Files of a web server. A broken transfer goes on by `Range` under `If-Range`; a server that does not know it, or whose
 * file has changed, sends the file from its start.
 */
export function httpsSource(options: HttpsSourceOptions): FeedSource {
	const base = new URL(options.baseUrl);
	const folder = options.folder.split('/').filter((part) => part !== '').map(encodeURIComponent).join('/');
	const place: RequestPlace = { label: options.label, host: base.host, operation: '파일 수집' };
	const pathOf = (name: string) => `${folder === '' ? '' : `${folder}/`}${encodeURIComponent(name)}`;

	async function list(wanted: WantedFiles, signal?: AbortSignal): Promise<RemoteFile[]> {
		const names = wanted.exact ?? (await listedNames(wanted, signal));
		const files: RemoteFile[] = [];
		for (const name of names) {
			const answer = await options.client.open({ method: 'HEAD', path: pathOf(name), headers: options.headers, signal, operation: '파일 확인', accept: [404, 405, 410, 501] });
			answer.body.destroy();
			if (answer.status === 404 || answer.status === 410) continue;
			const known = answer.status < 300;
			files.push({ name, bytes: known ? sizeOf(answer) : null, version: known ? versionOf(answer) : null });
		}
		return files;
	}

	async function listedNames(wanted: WantedFiles, signal?: AbortSignal): Promise<string[]> {
		const answer = await options.client.open({ path: folder === '' ? '' : `${folder}/`, headers: options.headers, signal, operation: '파일 목록 조회' });
		const files = parseListing(await textOf(answer.body, place));
		if (files) return files.map(({ name }) => name).filter((name) => wanted.fits(name));
		throw new ValidationError(
			'noListing',
			`${options.label}(${base.host})이(가) 파일 목록을 알려 주지 않습니다.`,
			'파일 이름 조건에 별표(*), 물음표(?), {NN} 없이 정확한 이름을 쓰거나(예: DATA_{yyyyMMdd}.zip), 해시 목록 파일이나 목록 주소를 제공받으시기 바랍니다.',
		);
	}

	async function open(name: string, resume: { from: number; version: string } | null, signal?: AbortSignal): Promise<OpenedFile> {
		const range: Record<string, string> = resume && resume.from > 0 ? { Range: `bytes=${resume.from}-`, 'If-Range': resume.version } : {};
		const answer = await options.client.open({ path: pathOf(name), headers: { ...options.headers, ...range }, signal, operation: '파일 수집', accept: [416] });
		const part = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(answer.headers['content-range'] ?? '');
		const total = part?.[2] === undefined || part[2] === '*' ? null : Number(part[2]);
		if (answer.status === 416 || (answer.status === 206 && Number(part?.[1] ?? -1) !== resume?.from)) {
			answer.body.destroy();
			if (resume && answer.status === 416 && total === resume.from) {
				return { stream: Readable.from([]), from: total, bytes: total, version: resume.version };
			}
			return await open(name, null, signal);
		}
		const encoding = answer.headers['content-encoding'] ?? 'identity';
		const html = /^text\/html\b/i.test(answer.headers['content-type'] ?? '') && !/\.html?$/i.test(name);
		if (html || encoding !== 'identity') {
			answer.body.destroy();
			throw html ? unreadableFailure(place, answer.status, 'html') : unreadableFailure(place, answer.status, 'shape');
		}
		const from = answer.status === 206 ? (resume?.from ?? 0) : 0;
		return { stream: speaking(answer.body, place), from, bytes: answer.status === 206 ? total : sizeOf(answer), version: versionOf(answer) };
	}

	return {
		shown: `${base.host}${base.pathname.replace(/\/+$/, '')}${folder === '' ? '' : `/${decodeURIComponent(folder)}`}`,
		list,
		open,
		close: () => {
			options.client.close();
			return Promise.resolve();
		},
	};
}

function sizeOf({ headers }: StreamAnswer): number | null {
	const text = headers['content-length'] ?? '';
	return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** A weak ETag does not hold byte for byte, so the time of change is the better mark then. */
function versionOf({ headers }: StreamAnswer): string | null {
	const etag = headers.etag ?? '';
	return /^"[^"]*"$/.test(etag) ? etag : (headers['last-modified'] ?? null);
}

/** The same bytes; what breaks off is a RemoteError. */
function speaking(body: Readable, place: RequestPlace): Readable {
	async function* read(): AsyncGenerator<Buffer> {
		try {
			for await (const piece of body as AsyncIterable<Buffer>) yield piece;
		} catch (error) {
			throw error instanceof RemoteError ? error : transferLost(place);
		}
	}
	return Readable.from(read(), { objectMode: false });
}

async function textOf(body: Readable, place: RequestPlace): Promise<string> {
	const pieces: Buffer[] = [];
	let size = 0;
	for await (const piece of speaking(body, place) as AsyncIterable<Buffer>) {
		size += piece.length;
		if (size > LARGEST_LISTING) {
			body.destroy();
			throw unreadableFailure(place, 200, 'tooLarge', LARGEST_LISTING);
		}
		pieces.push(piece);
	}
	return Buffer.concat(pieces).toString('utf8');
}
