import { ValidationError } from '../../errors';
import { queryText } from '../../http/base-url';
import type { HttpClient, HttpRequest } from '../../http/client';
import { explained, isNothingFound, unreadable } from './failures';
import { sensHeaders, type SensKey } from './signature';
import { isObject, type Json } from './status';

export interface SensClientOptions extends SensKey {
	/** `ncp:sms:kr:…` of the project. */
	serviceId: string;
	http: HttpClient;
	/** Real time in epoch milliseconds. */
	nowMs: () => number;
}

/** A request below the service: its path without the service. */
export type SensRequest = Omit<HttpRequest, 'headers' | 'operation'>;

/** Signed calls to one service of SENS. */
export class SensClient {
	private readonly service: string;

	/** @throws ValidationError `sensServiceId` */
	constructor(private readonly options: SensClientOptions) {
		this.service = `/sms/v2/services/${servicePath(options.serviceId)}`;
	}

	/** One call. @throws RemoteError */
	async call(operation: string, request: SensRequest): Promise<Json> {
		const { http, nowMs } = this.options;
		const path = `${this.service}${request.path}`;
		const query = queryText(request.query ?? {});
		const headers = sensHeaders(this.options, request.method, query === '' ? path : `${path}?${query}`, nowMs());
		const { body } = await http.request({ ...request, path, operation, headers }).catch((error: unknown) => {
			throw explained(error, operation);
		});
		if (body === null && request.method === 'DELETE') return {};
		if (!isObject(body)) throw unreadable(operation);
		return body;
	}

	/** A lookup, or null where SENS has nothing that matches. @throws RemoteError */
	async lookUp(operation: string, path: string, query: HttpRequest['query'], signal?: AbortSignal): Promise<Json | null> {
		try {
			return await this.call(operation, { method: 'GET', path, query, signal });
		} catch (error) {
			if (isNothingFound(error)) return null;
			throw error;
		}
	}
}

/** The service id as it stands in the path: its colons stay, in the address and in the signature alike. */
function servicePath(serviceId: string): string {
	const written = serviceId.trim();
	if (!/^ncp:\w+:\w+:[^\s:/?#]+:[^\s/?#]+$/u.test(written)) {
		throw new ValidationError(
			'sensServiceId',
			'네이버 클라우드 SENS의 서비스 ID가 올바르지 않습니다.',
			'SENS 콘솔의 프로젝트에서 SMS 서비스 ID(ncp:sms:kr:…로 시작)를 그대로 복사하여 자격 증명에 입력하시기 바랍니다.',
		);
	}
	return encodeURIComponent(written).replaceAll('%3A', ':');
}
