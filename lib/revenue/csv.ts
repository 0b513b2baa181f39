import { ValidationError } from '../errors';
import { iconv } from '../vendor/iconv-lite';
import { Papa } from '../vendor/papaparse';
import type { TableRequest, TableRow, TableSheet } from './table';

/**
 * The one sheet of a delimited text file: comma, tab, semicolon or bar, UTF-8 with or without mark, UTF-16 or CP949, values in
 * quotes over several lines. Hangul written as separate letters (NFD) is put together.
 * @throws ValidationError `encoding`, `truncatedFile`
 */
export function readCsv(bytes: Buffer, fileName: string, encoding: TableRequest['encoding']): TableSheet {
	const text = decodeText(bytes, fileName, encoding).normalize('NFC');
	const rows: TableRow[] = [];
	let line = 1;
	let start = 0;
	Papa.parse<string[]>(text, {
		delimitersToGuess: [',', '\t', ';', '|'],
		step: ({ data, errors, meta }) => {
			if (errors.some((error) => error.type === 'Quotes')) {
				throw new ValidationError(
					'truncatedFile',
					`${fileName} ${line}행: 큰따옴표가 닫히지 않았습니다. 파일이 중간에 잘렸을 수 있습니다.`,
					'원본 시스템에서 파일을 다시 추출하시기 바랍니다.',
				);
			}
			rows.push({ line, cells: data.map(cellText) });
			line += lineBreaks(text, start, meta.cursor);
			start = meta.cursor;
		},
	});
	return { name: '', rows, ...(/[\r\n]$/.test(text) ? {} : { endsOpen: true as const }) };
}

/**
 * Text of a file in the encoding it is in. `auto` takes the mark at its start, else strict UTF-8, else strict CP949.
 * @throws ValidationError `encoding`, `truncatedFile`
 */
export function decodeText(bytes: Buffer, fileName: string, encoding: TableRequest['encoding']): string {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return iconv.decode(bytes, 'utf-16le');
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return iconv.decode(bytes, 'utf-16be');
	const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
	if (encoding !== 'cp949' || hasMark) {
		const text = strictUtf8(bytes);
		if (text !== undefined) return text;
		if (hasMark || encoding === 'utf-8' || endsInsideCharacter(bytes)) {
			throw endsInsideCharacter(bytes) ? truncated(fileName) : unreadable(fileName, 'UTF-8');
		}
	}
	const common = strictKsx1001(bytes);
	if (common !== undefined) return common;
	const text = iconv.decode(bytes, 'cp949');
	if (!iconv.encode(text, 'cp949').equals(bytes)) {
		throw endsInsideCp949(bytes) ? truncated(fileName) : unreadable(fileName, encoding === 'auto' ? 'UTF-8이나 CP949(EUC-KR)' : 'CP949(EUC-KR)');
	}
	return text;
}

/** Without spaces around, and without the dress that keeps Excel from eating zeros: `="000123"`, `'000123`. */
function cellText(cell: string): string {
	const text = cell.trim();
	if (!text.startsWith('=') && !text.startsWith("'")) return text;
	return /^="(.*)"$/.exec(text)?.[1] ?? text.replace(/^'(?=[\d+-])/, '');
}

function strictUtf8(bytes: Buffer): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

/**
 * CP949 without the rarer syllables, which Node decodes several times as fast as the library. Node lets through what is no
 * character of it as control or private ones.
 */
function strictKsx1001(bytes: Buffer): string | undefined {
	try {
		const text = new TextDecoder('euc-kr', { fatal: true }).decode(bytes);
		return /[\u0080-\u009f\ue000-\uf8ff]/.test(text) ? undefined : text;
	} catch {
		return undefined;
	}
}

/** Right UTF-8 with Korean in it, but for a character cut off at the very end. */
function endsInsideCharacter(bytes: Buffer): boolean {
	for (let cut = 1; cut <= 3; cut++) {
		const text = strictUtf8(bytes.subarray(0, bytes.length - cut));
		if (text !== undefined) return /[\uac00-\ud7a3]/.test(text);
	}
	return false;
}

function endsInsideCp949(bytes: Buffer): boolean {
	const whole = bytes.subarray(0, bytes.length - 1);
	return bytes.length > 1 && iconv.encode(iconv.decode(whole, 'cp949'), 'cp949').equals(whole);
}

function lineBreaks(text: string, from: number, to: number): number {
	return text.slice(from, to).match(/\r\n|\n|\r/g)?.length ?? 0;
}

function truncated(fileName: string): ValidationError {
	return new ValidationError(
		'truncatedFile',
		`${fileName}: 파일이 글자 중간에서 잘렸습니다.`,
		'원본 시스템에서 파일을 다시 추출하시기 바랍니다.',
	);
}

function unreadable(fileName: string, encoding: string): ValidationError {
	return new ValidationError(
		'encoding',
		`${fileName}: 글자 인코딩이 ${encoding}가 아닙니다.`,
		'엑셀에서 "CSV UTF-8(쉼표로 분리)" 또는 .xlsx로 다시 저장하시기 바랍니다.',
	);
}
