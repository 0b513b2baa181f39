import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';

import { readDocument } from '../../../../lib/drafting/read/read-document';
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from '../../../../lib/vendor/docx';
import { strFromU8, strToU8, unzipSync, zipSync } from '../../../../lib/vendor/fflate';
import { iconv } from '../../../../lib/vendor/iconv-lite';
import { markdownToHwpx } from '../../../../lib/vendor/kordoc';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'past-documents-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, content: string | Uint8Array): string => {
	const path = join(folder, name);
	writeFileSync(path, content);
	return path;
};
const codeOf = async (path: string): Promise<unknown> => await readDocument(path).then(() => 'read', (error: { code: unknown }) => error.code);

const RELEASE = '보도자료\n의정부시, 책 나눔 한마당 개최\n\n의정부시는 12월 5일 책 나눔 한마당을 연다.\n';
const expected = { title: '의정부시, 책 나눔 한마당 개최', text: '의정부시는 12월 5일 책 나눔 한마당을 연다.' };

/** A ZIP whose entries are as given; `stated` is the unpacked size it pretends to have. */
async function hwpx(markdown: string, change: (files: Record<string, Uint8Array>) => Record<string, Uint8Array> = (files) => files): Promise<Uint8Array> {
	const made = await markdownToHwpx(markdown, { gongmun: { preset: 'report', cover: false } });
	return zipSync(change(unzipSync(new Uint8Array(made))));
}

describe('text files', () => {
	it.each([
		['UTF-8', strToU8(RELEASE)],
		['UTF-8 with its mark', new Uint8Array(Buffer.from(`\ufeff${RELEASE}`))],
		['CP949', new Uint8Array(iconv.encode(RELEASE, 'cp949'))],
		['UTF-16', new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(RELEASE, 'utf16le')]))],
		['Windows line ends', strToU8(RELEASE.replaceAll('\n', '\r\n'))],
		['separate letters (NFD)', strToU8(RELEASE.normalize('NFD'))],
	])('reads %s', async (_, bytes) => {
		expect(await readDocument(put('보도.txt', bytes))).toEqual({ name: '보도.txt', ...expected });
	});

	it('reads Markdown without its emphasis', async () => {
		expect(await readDocument(put('글.md', '# 책 나눔 한마당 개최\n\n**의정부시**는 [누리집](https://example.org)에 알린다.'))).toEqual({
			name: '글.md', title: '책 나눔 한마당 개최', text: '의정부시는 누리집에 알린다.',
		});
	});

	it('names a text without a title by its file', async () => {
		expect((await readDocument(put('축사 원고.txt', '존경하는 시민 여러분, 안녕하십니까?\n감사합니다.'))).title).toBe('축사 원고');
	});

	it('finds the title of a letter by its name', async () => {
		expect((await readDocument(put('공문.txt', '의정부시\n수신  내부결재\n(경유)\n제목  공용차량 점검 알림\n1. 관련: 회계과-1234'))).title).toBe('공용차량 점검 알림');
	});

	it('passes over the head of a release with its labels and table', async () => {
		expect((await readDocument(put('보도2.txt', '보 도 자 료\n배포일시: 2026. 11. 23.\n담당부서\t도서관과\t과장\t박서연\n의정부시, 책 나눔 한마당 개최\n본문이다.'))).title).toBe('의정부시, 책 나눔 한마당 개최');
	});
});

describe('office files', () => {
	const markdown = '# 가로등 교체 결과 보고\n\n## 현황\n\n- 교체 대상 120개\n\n값은 a*b_c [x] <y> & z 이다.\n\n| 구분 | 수량 |\n| --- | --- |\n| 흥선동 | 40개 |';

	it('reads HWPX with its marks and tables', async () => {
		const { title, text } = await readDocument(put('보고.hwpx', await hwpx(markdown)));
		expect(title).toBe('가로등 교체 결과 보고');
		expect(text).toContain('□ 교체 대상 120개');
		expect(text).toContain('값은 a*b_c [x] <y> & z 이다.');
		expect(text).toContain('구분\t수량\n흥선동\t40개');
	});

	it('reads HWPX that lacks its header file or has another mimetype', async () => {
		const odd = await hwpx(markdown, ({ 'Contents/header.xml': _, ...files }) => ({ ...files, mimetype: strToU8('application/owpml') }));
		expect((await readDocument(put('이상.hwpx', odd))).text).toContain('교체 대상 120개');
	});

	it('reads DOCX, a frame of one cell as lines', async () => {
		const cell = (...lines: string[]) => new TableCell({ children: lines.map((line) => new Paragraph(line)) });
		const frame = new Table({ rows: [new TableRow({ children: [cell('가로등 교체 결과 보고', '2026. 11. 23.')] })] });
		const rows = new Table({ rows: [new TableRow({ children: [cell('구분'), cell('수량')] }), new TableRow({ children: [cell('흥선동', '가능동'), cell('40개')] })] });
		const made = await Packer.toBuffer(new Document({ sections: [{ children: [frame, new Paragraph('현황을 보고함.'), rows] }] }));
		expect(await readDocument(put('보고.docx', new Uint8Array(made)))).toEqual({ name: '보고.docx', title: '가로등 교체 결과 보고', text: '2026. 11. 23.\n현황을 보고함.\n구분\t수량\n흥선동 가능동\t40개' });
	});

	it('reads a form: what runs over its width is text, a boxed number belongs to its heading', async () => {
		const cell = (text: string, columnSpan = 1) => new TableCell({ columnSpan, children: text.split('\n').map((line) => new Paragraph(line)) });
		const row = (...cells: TableCell[]) => new TableRow({ children: cells });
		const long = '홀몸 어르신 안부 확인 대상을 320명에서 540명으로 늘리고 경로당의 냉난방 환경을 고쳐 어르신의 안전에 기여함.';
		const form = new Table({ rows: [row(cell('성명'), cell('홍길동'), cell('소속'), cell('노인복지과')), row(cell('공적 요지'), cell(long, 3)), row(cell('공 적 사 항', 4)), row(cell('첫 문단임.\n둘째 문단임.', 4))] });
		const chapter = new Table({ rows: [row(cell('Ⅰ'), cell('추진 배경'))] });
		const made = await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('노인복지 증진 유공'), form, new Paragraph(''), chapter, new Paragraph('□ 시민 요구')] }] }));
		expect((await readDocument(put('조서.docx', new Uint8Array(made)))).text).toBe(`성명\t홍길동\t소속\t노인복지과\n공적 요지\n${long}\n공 적 사 항\n첫 문단임.\n둘째 문단임.\nⅠ. 추진 배경\n□ 시민 요구`);
	});

	const edited = (name: string, change: (text: string) => string) => (files: Record<string, Uint8Array>) => ({ ...files, [name]: strToU8(change(strFromU8(files[name] ?? new Uint8Array()))) });

	it.each([
		['without container.xml', ({ 'META-INF/container.xml': _, ...files }: Record<string, Uint8Array>) => files],
		['without content.hpf', ({ 'Contents/content.hpf': _, ...files }: Record<string, Uint8Array>) => files],
		['with the wrong OPF namespace', edited('Contents/content.hpf', (text) => text.replaceAll('/2007/opf/', '/2007/opf'))],
		['with a bare & in the name of a style', edited('Contents/header.xml', (text) => text.replaceAll('"바탕글"', '"바탕글 & 표"'))],
		['with control characters', edited('Contents/section0.xml', (text) => text.replace('교체', '교\u0001\u0008체'))],
	])('reads HWPX %s', async (_, change) => {
		expect((await readDocument(put('함정.hwpx', await hwpx(markdown, change)))).text).toContain('□ 교체 대상 120개');
	});

	it.each([
		['a prefix that stands for nothing', edited('Contents/section0.xml', (text) => text.replace(/xmlns:hp="[^"]*"/, ''))],
		['an element that is not closed', edited('Contents/section0.xml', (text) => text.replace('</hp:run>', ''))],
	])('refuses HWPX with %s instead of reading half of it', async (_, change) => {
		expect(await codeOf(put('반쪽.hwpx', await hwpx(markdown, change)))).toBe('documentBroken');
	});

	it('goes by the content where the name says otherwise', async () => {
		expect((await readDocument(put('이름만.docx', await hwpx(markdown)))).title).toBe('가로등 교체 결과 보고');
	});
});

describe('files that cannot be read', () => {
	const section = (files: Record<string, Uint8Array>, bytes: Uint8Array) => ({ ...files, 'Contents/section0.xml': bytes });

	it.each([
		['a file that is not there', async () => await Promise.resolve(join(folder, '없음.txt')), 'documentMissing'],
		['a folder', async () => await Promise.resolve(folder), 'documentMissing'],
		['an empty file', async () => await Promise.resolve(put('빈.txt', '')), 'documentEmpty'],
		['a file of spaces', async () => await Promise.resolve(put('공백.txt', ' \n\t')), 'documentEmpty'],
		['a picture', async () => await Promise.resolve(put('그림.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47]))), 'documentFormat'],
		['a PDF', async () => await Promise.resolve(put('문서.pdf', '%PDF-1.7')), 'documentFormat'],
		['a workbook', async () => await Promise.resolve(put('표.xlsx', zipSync({ 'xl/workbook.xml': strToU8('<a/>') }))), 'documentFormat'],
		['text with another encoding', async () => await Promise.resolve(put('일본.txt', new Uint8Array([0x82, 0xff, 0x80, 0xff]))), 'documentEncoding'],
		['text under the name of an HWPX', async () => await Promise.resolve(put('글.hwpx', '글자뿐인 파일')), 'documentBroken'],
		['an HWPX cut off', async () => put('잘림.hwpx', (await hwpx('# 제목\n\n본문')).slice(0, 900)), 'documentBroken'],
		['an HWPX without its text', async () => put('본문없음.hwpx', await hwpx('# 제목', ({ 'Contents/section0.xml': _, ...files }) => files)), 'documentBroken'],
		['an HWP of zeros', async () => await Promise.resolve(put('옛.hwp', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array<number>(2_000).fill(0)]))), 'documentBroken'],
		['an HWPX that unpacks to ten thousand times its size', async () => put('폭탄.hwpx', await hwpx('# 제목', (files) => section(files, new Uint8Array(60 * 1_048_576)))), 'documentBomb'],
		['more text than is read', async () => await Promise.resolve(put('큰.txt', '가'.repeat(2 * 1_048_576))), 'documentTooLarge'],
	])('refuses %s', async (_, make, code) => {
		expect(await codeOf(await make())).toBe(code);
	});

	it('refuses an entry that is larger than it states', async () => {
		const files = unzipSync(await hwpx('# 제목\n\n본문'));
		const packed = Buffer.from(zipSync(section(files, new Uint8Array(8 * 1_048_576))));
		const real = deflateRawSync(Buffer.alloc(8 * 1_048_576)).length;
		expect(real).toBeLessThan(20_000);
		const size = Buffer.alloc(4);
		size.writeUInt32LE(8 * 1_048_576);
		const lie = Buffer.alloc(4);
		lie.writeUInt32LE(5_000);
		for (let at = packed.indexOf(size); at !== -1; at = packed.indexOf(size, at + 4)) lie.copy(packed, at);
		expect(await codeOf(put('거짓.hwpx', new Uint8Array(packed)))).toBe('documentBomb');
	});

	it('names the file, the reason and what to do', async () => {
		const error = await readDocument(put('글.hwpx', '글자뿐인 파일')).catch((caught: unknown) => caught);
		expect(error).toMatchObject({ message: '글.hwpx: 파일이 손상되어 읽을 수 없습니다(형식이 이름과 다름).' });
		expect((error as { remedy: string }).remedy).toMatch(/바랍니다\.$/);
	});
});
