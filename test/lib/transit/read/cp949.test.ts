import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';

import { blankLines } from '../../../../lib/transit/read/blank-lines';
import { Cp949ToUtf8, roomFor } from '../../../../lib/transit/read/cp949';
import { rewrittenCopy } from '../../../../lib/transit/read/readable-text';
import { rewriteText } from '../../../../lib/transit/read/rewrite-text';
import { scanFile } from '../../../../lib/transit/read/scan-file';
import { iconv } from '../../../../lib/vendor/iconv-lite';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'text-'));
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

/** Converts bytes given in pieces, carrying over what a piece leaves. */
function convert(pieces: readonly Buffer[]): { text: Buffer; converter: Cp949ToUtf8 } {
	const converter = new Cp949ToUtf8();
	const done: Buffer[] = [];
	let left = Buffer.alloc(0);
	for (const [index, piece] of [...pieces, Buffer.alloc(0)].entries()) {
		const input = Buffer.concat([left, piece]);
		const output = Buffer.alloc(roomFor(input.length));
		const { taken, written } = converter.convert(input, output, index === pieces.length);
		done.push(output.subarray(0, written));
		left = Buffer.from(input.subarray(taken));
	}
	expect(left).toHaveLength(0);
	return { text: Buffer.concat(done), converter };
}

const cut = (bytes: Buffer, at: readonly number[]) => {
	const places = [...new Set([0, ...at.map((one) => one % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
	return places.slice(1).map((to, index) => bytes.subarray(places[index], to));
};

describe('CP949 to UTF-8', () => {
	const letters = fc.constantFrom(...'가힣뷁쀍경기도노선승하차 0123456789,|~\n"ABCz漢字·㈜①ㄱ');
	it('gives what was written, however the bytes are cut', () => {
		fc.assert(
			fc.property(fc.array(letters, { maxLength: 200 }), fc.array(fc.nat(), { maxLength: 8 }), (chosen, at) => {
				const text = chosen.join('');
				const { text: found, converter } = convert(cut(iconv.encode(text, 'cp949'), at));
				expect(found.toString()).toBe(text);
				expect(converter.invalid).toBe(0);
			}),
		);
	});

	it('knows every character of the table', () => {
		const text = Array.from({ length: 0xd7a3 - 0xac00 + 1 }, (_, index) => String.fromCharCode(0xac00 + index)).join('');
		expect(convert([iconv.encode(text, 'cp949')]).text.toString()).toBe(text);
	});

	it('never fails and never runs over, whatever the bytes; ASCII beside them survives', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat(), { maxLength: 5 }), (bytes, at) => {
				const { text } = convert(cut(Buffer.concat([Buffer.from(bytes), Buffer.from(',end\n')]), at));
				expect(text.subarray(-4).toString()).toBe('end\n');
				expect(Buffer.from(text.toString()).equals(text)).toBe(true);
			}),
		);
	});

	it.each([
		['a lone lead byte', [0x31, 0xb0, 0x2c, 0x32], '1\ufffd,2', 1],
		['a byte that leads nothing', [0xff, 0x80, 0x31], '\ufffd\ufffd1', 2],
		['a pair without a character', [0xc9, 0xa1, 0x31], null, null],
		['a pair cut off at the end', [0x31, 0xb0], '1\ufffd', 1],
	])('replaces and counts %s', (_, bytes, text, invalid) => {
		const { text: found, converter } = convert([Buffer.from(bytes)]);
		if (text !== null) expect([found.toString(), converter.invalid]).toEqual([text, invalid]);
		else expect(found.toString()).toMatch(/1$/);
	});

	it('leaves Hangul that is UTF-8 already', () => {
		const { text, converter } = convert([Buffer.concat([Buffer.from('경기70바,'), iconv.encode('서울74사\n', 'cp949')])]);
		expect(text.toString()).toBe('경기70바,서울74사\n');
		expect(converter.alreadyUtf8).toBe(2);
	});
});

describe('a file written again', () => {
	it('is the same over the borders of its pieces, with line feeds only and without a mark', async () => {
		const text = `${'경기70바1234,뷁,20260302081500\r\n'.repeat(400_000)}끝`;
		await writeFile(join(folder, 'a'), Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), iconv.encode(text, 'cp949')]));
		const { invalid, bytes } = await rewriteText(join(folder, 'a'), join(folder, 'b'));
		const expected = Buffer.from(text.replaceAll('\r\n', '\n'));
		expect((await readFile(join(folder, 'b'))).equals(expected)).toBe(true);
		expect({ invalid, bytes }).toEqual({ invalid: 0, bytes: expected.length });
	});

	it('has no name while it is read', async () => {
		await writeFile(join(folder, 'a'), 'x\r\ny\rz\r\r\n');
		const copy = await rewrittenCopy(join(folder, 'a'), folder, { utf8: true });
		expect(await readdir(folder)).toEqual(['a']);
		expect(await readFile(copy.path, 'utf8')).toBe('x\ny\rz\n');
		await copy.close();
	});
});

describe('the first reading of a file', () => {
	it.each([
		['ASCII', Buffer.from('1,2\n'), { validUtf8: true, hasMark: false, endsWithNewline: true, hasBlankLines: false }],
		['a mark', Buffer.from('\ufeff가\n'), { validUtf8: true, hasMark: true }],
		['CP949', iconv.encode('경기\n', 'cp949'), { validUtf8: false }],
		['a character cut off at the end', Buffer.from('가').subarray(0, 2), { validUtf8: false, endsWithNewline: false }],
		['a blank line between', Buffer.from('a\n\nb\n'), { hasBlankLines: true }],
		['a blank line of Windows', Buffer.from('a\r\n\r\nb\n'), { hasBlankLines: true }],
		['a blank first line', Buffer.from('\nb\n'), { hasBlankLines: true }],
	])('%s', async (_, bytes, expected) => {
		await writeFile(join(folder, 'a'), bytes);
		expect(await scanFile(join(folder, 'a'))).toMatchObject({ bytes: bytes.length, ...expected });
	});

	it('finds a fault and characters over the borders of its pieces', async () => {
		const text = Buffer.from('가'.repeat(3_000_000));
		await writeFile(join(folder, 'a'), text);
		expect((await scanFile(join(folder, 'a'))).validUtf8).toBe(true);
		text[8_000_001] = 0x41;
		await writeFile(join(folder, 'a'), text);
		expect((await scanFile(join(folder, 'a'))).validUtf8).toBe(false);
	});
});

it('blank lines are numbered, of both kinds and at both ends', async () => {
	await writeFile(join(folder, 'a'), '\na\n\r\n\nb\r\n\n');
	const found: number[] = [];
	for await (const lines of blankLines(join(folder, 'a'), 2)) for (const line of lines) found.push(line);
	expect(found).toEqual([1, 3, 4, 6]);
});
