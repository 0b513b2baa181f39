import type { RemoteError } from '../../errors';
import type { HttpClient, HttpRequest } from '../../http/client';
import { unreadableAnswer } from '../answer-errors';
import { type CodeTable, failureOf } from './codes';

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
export const str = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');

/** An answer's header and what came with it. */
export interface NhnAnswer {
	/** `isSuccessful` and result code 0. */
	ok: boolean;
	code: string;
	content: Json;
}

export interface NhnApiOptions {
	http: HttpClient;
	/** Up to and including the app key. */
	basePath: string;
	secretKey: string;
	codes: CodeTable;
}

/**
 * One service of NHN Cloud (SMS v3.0, KakaoTalk Bizmessage v2.3): app key in the path, secret key in a header, success
 * told by the answer's own header (`isSuccessful` and result code 0), whatever the HTTP status.
 */
export class NhnApi {
	constructor(private readonly options: NhnApiOptions) {}

	get codes(): CodeTable {
		return this.options.codes;
	}

	/** One call; the caller reads the code. @throws RemoteError where there is no readable answer */
	async answer(operation: string, request: HttpRequest): Promise<NhnAnswer> {
		const { http, basePath, secretKey } = this.options;
		const headers = { 'X-Secret-Key': secretKey, ...request.headers };
		const { body } = await http.request({ ...request, path: `${basePath}${request.path}`, operation, headers });
		if (!isObject(body) || !isObject(body.header)) throw unreadable(operation);
		const { isSuccessful, resultCode } = body.header;
		const code = str(resultCode);
		if (typeof isSuccessful !== 'boolean' || !/^-?\d{1,6}$/.test(code)) throw unreadable(operation);
		return { ok: isSuccessful && code === '0', code, content: body };
	}

	/** One call that must succeed. @throws RemoteError */
	async call(operation: string, request: HttpRequest): Promise<Json> {
		const { ok, code, content } = await this.answer(operation, request);
		if (!ok) throw this.failure(operation, code);
		return content;
	}

	failure(operation: string, code: string): RemoteError {
		return failureOf(this.options.codes, code, operation);
	}
}

/** A success whose content is not what the documents promise: nobody knows what was done. */
export const unreadable = (operation: string) => unreadableAnswer('NHN Cloud', operation);
