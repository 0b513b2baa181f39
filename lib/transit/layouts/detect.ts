import { isUtf8 } from 'node:buffer';
import { basename } from 'node:path';

import { ValidationError } from '../../errors';
import { refuseForeignFormats } from '../../revenue/foreign-format';
import { fieldSources, everyLayout, plainHeading } from './layouts';
import { FIELD_NAMES, TAP_FIELDS, type DetectedLayout, type Encoding, type FieldSource, type LayoutFile, type TapField } from './layout';
import { matchLayout } from './match';
import { parseMapping, type SavedMapping } from './mapping';
import { decodeHead, readHead, splitSample, type Sample } from './sample';

export interface DetectOptions {
	/** `auto`, the id of a known layout, or a mapping saved on the canvas. */
	layout: 'auto' | (string & {}) | SavedMapping;
	/** Known from reading the whole file; else from its beginning. */
	encoding?: Encoding;
	/** Shown in errors; the file's own name where it is missing. */
	fileName?: string;
}

const DELIMITER_NAMES: Readonly<Record<string, string>> = { ',': '쉼표', '|': '세로줄', '\t': '탭', ';': '쌍반점' };
const ENCODING_NAMES: Readonly<Record<Encoding, string>> = { utf8: 'UTF-8', utf8bom: 'UTF-8(BOM)', cp949: 'CP949' };
const DEFAULT_TIME_FORMATS = ['%Y%m%d%H%M%S', '%Y-%m-%d %H:%M:%S', '%Y/%m/%d %H:%M:%S', '%Y.%m.%d %H:%M:%S', '%Y-%m-%dT%H:%M:%S', '%Y-%m-%d %H:%M', '%Y%m%d%H%M'];
const DEFAULT_RIDE_MINUTES = 360;
const HEADER_SEARCH_ROWS = 40;

/**
 * How a delimited text file of taps is to be read: encoding, delimiter, quotes, headings, and which column is what. A known
 * layout is told by its headings, or by what its columns hold.
 * @throws ValidationError `emptyFile`, `layoutUnknown`, `layoutChanged`, `mapping`, `mappingColumns`, and those of
 * `refuseForeignFormats`
 */
export async function detectLayout(path: string, options: DetectOptions): Promise<DetectedLayout> {
	const fileName = options.fileName ?? basename(path);
	const head = await readHead(path);
	if (head.every((byte) => byte <= 0x20)) {
		throw new ValidationError('emptyFile', `${fileName}: 내용이 없는 파일입니다.`, '자료를 보낸 곳에서 파일을 다시 받으시기 바랍니다.');
	}
	refuseForeignFormats(head, fileName);
	const mapping = typeof options.layout === 'object' ? parseMapping(options.layout) : null;
	const encoding = options.encoding ?? encodingOf(head, mapping?.encoding);
	const sample = splitSample(decodeHead(head, encoding === 'cp949' ? 'cp949' : 'utf8'), mapping ?? undefined);
	const found = mapping ? byMapping(fileName, sample, mapping) : byLayout(fileName, sample, options.layout);
	const where = `${DELIMITER_NAMES[sample.delimiter] ?? `'${sample.delimiter}'`} 구분, ${ENCODING_NAMES[encoding]}${sample.quote === '' ? '' : ', 큰따옴표 사용'}`;
	return { ...found, encoding, delimiter: sample.delimiter, quote: sample.quote, padded: sample.padded, why: [`${where}.`, ...found.why] };
}

type Found = Omit<DetectedLayout, 'encoding' | 'delimiter' | 'quote' | 'padded'>;

function encodingOf(head: Buffer, wanted: SavedMapping['encoding']): Encoding {
	if (wanted === 'cp949') return 'cp949';
	// A character may be cut off by the sample's end.
	const sound = [0, 1, 2, 3].some((cut) => isUtf8(head.subarray(0, head.length - cut)));
	if (!sound && wanted !== 'utf8') return 'cp949';
	return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 'utf8bom' : 'utf8';
}

function byLayout(fileName: string, sample: Sample, wanted: unknown): Found {
	const all = everyLayout();
	const chosen = wanted === 'auto' ? all : all.filter(({ id, variantOf }) => id === wanted || variantOf === wanted);
	if (chosen.length === 0) throw new ValidationError('layoutUnknown', '선택한 자료 형식이 없습니다.', '노드의 "자료 형식"을 다시 선택하시기 바랍니다.');
	const match = matchLayout(fileName, sample, chosen);
	if (!match) throw unknown(fileName, sample, chosen);
	const { layout, headerLines, by } = match;
	const names = layout.columns.map(({ name }) => name);
	const alighting = names.indexOf('하차일시');
	const why = [
		by === 'headings' ? `머리글 ${names.length}개가 '${layout.name}' 형식과 같음.` : `머리글이 없고, ${names.length}개 열의 내용이 '${layout.name}' 형식과 맞음.`,
		...(by === 'content' && alighting !== -1 ? [`하차일시는 ${alighting + 1}번째 열.`] : []),
	];
	return { ...settings(layout), headerLines, columns: names, fields: fieldSources(layout.fields, names), why };
}

function settings(layout: LayoutFile): Pick<DetectedLayout, 'id' | 'name' | 'nullValues' | 'timeFormats' | 'maxRideMinutes' | 'userTypes' | 'modes'> {
	const { id, name, nullValues, timeFormats, maxRideMinutes, userTypes, modes } = layout;
	return { id, name, nullValues, timeFormats, maxRideMinutes, userTypes, modes };
}

function byMapping(fileName: string, sample: Sample, mapping: SavedMapping): Found {
	const header = mapping.headerRow === 0 ? null : headerOf(sample, mapping);
	if (mapping.headerRow !== 0 && !header) throw missing(fileName, sample, mapping);
	const width = header?.cells.length ?? sample.rows[0]?.cells.length ?? 0;
	const columns = header ? header.cells.map((cell) => cell.trim()) : Array.from({ length: width }, (_, index) => `${index + 1}열`);
	const fields: Partial<Record<TapField, FieldSource>> = {};
	const absent: string[] = [];
	for (const field of TAP_FIELDS) {
		const spec = mapping.fields[field];
		if (spec === undefined) continue;
		const source = typeof spec === 'number' ? { columns: spec <= width ? [spec - 1] : [], join: false, trimEnd: null, values: null, scale: null } : fieldSources({ [field]: spec }, columns)[field];
		if (source && source.columns.length > 0) fields[field] = source;
		else absent.push(`${FIELD_NAMES[field]}(${typeof spec === 'number' ? `${spec}번째 열` : headingsOf(spec).map((name) => `'${name}'`).join(', ')})`);
	}
	if (absent.length > 0) {
		throw new ValidationError(
			'mappingColumns',
			`${fileName}: '${mapping.name}' 열 대응에 적은 열이 없습니다: ${absent.join(', ')}. 파일의 열: ${columns.slice(0, 40).join(', ')}.`,
			'자료를 보낸 곳에 열 구성이 바뀌었는지 확인하고, 바뀐 것이 맞으면 노드의 "열 대응"을 고치시기 바랍니다.',
		);
	}
	return {
		id: `mapping:${mapping.name}`,
		name: mapping.name,
		headerLines: header?.line ?? 0,
		columns,
		fields,
		nullValues: mapping.nullValues ?? ['~'],
		timeFormats: mapping.timeFormats ?? DEFAULT_TIME_FORMATS,
		maxRideMinutes: mapping.maxRideMinutes ?? DEFAULT_RIDE_MINUTES,
		userTypes: mapping.userTypes ?? 'national',
		modes: mapping.modes ?? (mapping.fields.mode === undefined ? 'bus' : 'capital'),
		why: [`저장된 열 대응 '${mapping.name}'을(를) 적용함.`],
	};
}

/** The row given, else the one with most of the mapping's headings. */
function headerOf(sample: Sample, mapping: SavedMapping): Sample['rows'][number] | null {
	if (mapping.headerRow !== undefined) return sample.rows.find(({ line }) => line === mapping.headerRow) ?? null;
	const wanted = new Set(Object.values(mapping.fields).flatMap((spec) => (typeof spec === 'number' ? [] : headingsOf(spec))).map(plainHeading));
	let best: { row: Sample['rows'][number]; hits: number } | null = null;
	for (const row of sample.rows.slice(0, HEADER_SEARCH_ROWS)) {
		const hits = row.cells.filter((cell) => wanted.has(plainHeading(cell))).length;
		if (hits > (best?.hits ?? 0)) best = { row, hits };
	}
	return best?.row ?? (wanted.size === 0 ? (sample.rows[0] ?? null) : null);
}

const headingsOf = (spec: SavedMapping['fields'][TapField]): string[] =>
	typeof spec === 'string' ? [spec] : Array.isArray(spec) ? spec : typeof spec === 'object' ? spec.columns : [];

function missing(fileName: string, sample: Sample, mapping: SavedMapping): ValidationError {
	const first = sample.rows[0]?.cells.length ?? 0;
	return new ValidationError(
		'mappingColumns',
		`${fileName}: '${mapping.name}' 열 대응에 적은 머리글이 있는 행을 찾지 못하였습니다(첫 행은 ${first}열).`,
		'머리글이 있는 행의 번호와 머리글을 확인하여 노드의 "열 대응"을 고치시기 바랍니다.',
	);
}

function unknown(fileName: string, sample: Sample, chosen: readonly LayoutFile[]): ValidationError {
	const width = sample.rows[0]?.cells.length ?? 0;
	const what = chosen.length === everyLayout().length ? '알려진 교통카드 자료 형식' : `'${chosen[0]?.name ?? ''}' 형식`;
	return new ValidationError(
		'layoutUnknown',
		`${fileName}: ${what}이(가) 아닙니다(${DELIMITER_NAMES[sample.delimiter] ?? sample.delimiter} 구분, ${width}열).`,
		'교통카드 거래내역 파일이 맞는지 확인하고, 맞으면 노드의 "열 대응"에 어느 열이 무엇인지 저장하시기 바랍니다.',
	);
}
