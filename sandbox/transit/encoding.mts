import iconv from 'iconv-lite';

export type Encoding = 'utf8' | 'cp949';

export function encode(text: string, encoding: Encoding): Uint8Array {
	return encoding === 'utf8' ? Buffer.from(text, 'utf8') : iconv.encode(text, 'cp949');
}
