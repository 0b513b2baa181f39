import { decodeText } from '../../../lib/revenue/csv';
import { iconv } from '../../../lib/vendor/iconv-lite';

/** `가`, a digit, any two bytes and a digit: what stands beside a broken character must not be lost either. */
const withPair = (lead: number, trail: number) => Buffer.from([0xb0, 0xa1, 0x31, lead, trail, 0x31]);

describe('CP949 text', () => {
	it('is read as the library reads it, or refused where two bytes are no character of it', () => {
		const wrong: string[] = [];
		for (let lead = 0; lead < 0x100; lead++) {
			for (let trail = 0; trail < 0x100; trail++) {
				const bytes = withPair(lead, trail);
				const read = iconv.decode(bytes, 'cp949');
				const right = iconv.encode(read, 'cp949').equals(bytes) ? read : 'refused';
				if (readOrRefused(bytes) !== right) wrong.push(`${lead.toString(16)} ${trail.toString(16)}`);
			}
		}
		expect(wrong).toEqual([]);
	});
});

function readOrRefused(bytes: Buffer): string {
	try {
		return decodeText(bytes, '접수.csv', 'cp949');
	} catch {
		return 'refused';
	}
}
