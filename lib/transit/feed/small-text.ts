import { ValidationError } from '../../errors';
import type { FeedSource } from './source';

const LARGEST = 4 * 1_048_576;

/** A small file as UTF-8 text. @throws ValidationError `manifestTooLarge`; RemoteError */
export async function readSmallText(source: FeedSource, name: string, signal?: AbortSignal): Promise<string> {
	const { stream } = await source.open(name, null, signal);
	const pieces: Buffer[] = [];
	let size = 0;
	for await (const piece of stream as AsyncIterable<Buffer>) {
		size += piece.length;
		if (size > LARGEST) {
			stream.destroy();
			throw new ValidationError(
				'manifestTooLarge',
				`해시 목록 파일이 ${LARGEST / 1_048_576} MB보다 큽니다.`,
				'해시 목록 파일의 이름 조건이 자료 파일을 가리키지 않는지 확인하시기 바랍니다.',
			);
		}
		pieces.push(piece);
	}
	return Buffer.concat(pieces).toString('utf8');
}
