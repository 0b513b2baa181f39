import { ValidationError } from '../../errors';
import { parseBaseUrl } from '../../http/base-url';
import { checkTimeout } from '../../http/client';

/** How an OpenAI-compatible server is reached. */
export interface OpenAiSettings {
	/** Up to and with `/v1`; for Azure the resource's address. */
	baseUrl: string;
	/** Empty where the server asks for none. */
	apiKey: string;
	/** For Azure the deployment. */
	model: string;
	/** Limit of one call from connecting to the last byte; 15 minutes suit a model on a machine of the city's own. */
	timeoutMs: number;
	/** Further trusted authorities, PEM. */
	ca?: string;
	/** Address of an HTTP proxy. */
	proxy?: string;
	temperature?: number;
	/** Further request headers. */
	headers?: Record<string, string>;
	/** Of Azure; with it the calls are Azure's. */
	apiVersion?: string;
	/** `auto` begins with the strictest and goes down where the server cannot. */
	responseFormat: 'auto' | 'json_schema' | 'json_object' | 'text';
	seed?: number;
}

const PRINTABLE = /^[\x21-\x7e]*$/;
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

/**
 * What a person typed wrong, before anything is sent; gives the host for messages.
 * @throws ValidationError `badBaseUrl` `badTimeout` `badApiKey` `badModelName` `badHeader` `badProxy`
 */
export function checkSettings(settings: OpenAiSettings): { host: string } {
	const { host } = parseBaseUrl(settings.baseUrl);
	checkTimeout(settings.timeoutMs);
	if (!PRINTABLE.test(settings.apiKey)) {
		throw new ValidationError('badApiKey', '언어모형의 API 키에 쓸 수 없는 글자(공백, 한글, 줄바꿈 등)가 있습니다.', '자격 증명에 API 키만 다시 붙여 넣으시기 바랍니다.');
	}
	if (settings.model.trim() === '') {
		throw new ValidationError('badModelName', '언어모형의 이름이 비어 있습니다.', '자격 증명에 서버에 있는 모형의 이름을 입력하시기 바랍니다.');
	}
	for (const [name, value] of Object.entries(settings.headers ?? {})) {
		if (HEADER_NAME.test(name) && /^[\t\x20-\x7e]*$/.test(value)) continue;
		throw new ValidationError('badHeader', '언어모형에 보낼 추가 헤더를 쓸 수 없습니다.', '헤더의 이름과 값을 영문자·숫자·기호로만 입력하시기 바랍니다.');
	}
	if (settings.proxy !== undefined && !/^https?:$/.test(protocolOf(settings.proxy))) {
		throw new ValidationError('badProxy', '프록시 주소를 읽을 수 없습니다.', '프록시를 http://호스트:포트 형식으로 입력하시기 바랍니다.');
	}
	return { host };
}

function protocolOf(address: string): string {
	return URL.canParse(address) ? new URL(address).protocol : '';
}
