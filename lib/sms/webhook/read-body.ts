import { tooLarge, WebhookRefusal, wrongShape } from './call';

/** A request before anything of its body is read. */
export interface IncomingBody {
	contentLength: string | undefined;
	contentEncoding: string | undefined;
	chunks: AsyncIterable<unknown>;
}

/**
 * Reads a JSON body of at most `limitBytes`; more is neither kept nor waited for.
 * @throws WebhookRefusal 400, 413, 415 (compressed: its size could not be trusted)
 */
export async function readJsonBody({ contentLength, contentEncoding, chunks }: IncomingBody, limitBytes: number): Promise<unknown> {
	if (contentEncoding !== undefined && contentEncoding.toLowerCase() !== 'identity') throw compressed();
	if (Number(contentLength ?? 0) > limitBytes) throw tooLarge('크기');
	const parts: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of chunks) {
		const part = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk), 'utf8');
		bytes += part.length;
		if (bytes > limitBytes) throw tooLarge('크기');
		parts.push(part);
	}
	const text = Buffer.concat(parts).toString('utf8');
	try {
		return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) as unknown;
	} catch {
		throw wrongShape('JSON이 아님');
	}
}

const compressed = () =>
	new WebhookRefusal(
		415,
		'compressedBody',
		'압축된 전송 결과 통지는 받지 않습니다.',
		'중계사 콘솔의 웹훅 설정이나 앞단 장비에서 본문 압축을 끄시기 바랍니다.',
	);
