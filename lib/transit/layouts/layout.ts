/** What a tap file's column can be used for. */
export const TAP_FIELDS = [
	'firm', 'region', 'card', 'transaction', 'userType', 'mode', 'route', 'vehicle', 'plate', 'operator', 'runDepartedAt', 'runEndedAt',
	'boardedAt', 'boardingStop', 'alightedAt', 'alightingStop', 'transfers', 'riders', 'distance', 'rideSeconds',
] as const;
export type TapField = (typeof TAP_FIELDS)[number];

/** Korean names of the fields, for the panel and for errors. */
export const FIELD_NAMES: Readonly<Record<TapField, string>> = {
	firm: '정산사',
	region: '정산지역',
	card: '카드번호',
	transaction: '트랜잭션ID',
	userType: '이용자 구분',
	mode: '교통수단',
	route: '노선',
	vehicle: '차량',
	plate: '차량등록번호',
	operator: '운수사',
	runDepartedAt: '운행출발일시',
	runEndedAt: '운행종료일시',
	boardedAt: '승차일시',
	boardingStop: '승차정류장',
	alightedAt: '하차일시',
	alightingStop: '하차정류장',
	transfers: '환승횟수',
	riders: '이용객수',
	distance: '이용거리(m)',
	rideSeconds: '탑승시간(초)',
};

/**
 * What a column of a known layout holds, for files without headings: `day` (20260302), `time` (20260302081530 and the forms
 * with separators), `count` (a whole number of at most three digits), `number`, `code` (at most six letters or digits),
 * `id` (letters and digits without spaces), `text` (anything).
 */
export const COLUMN_KINDS = ['day', 'time', 'count', 'number', 'code', 'id', 'text'] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

/** Where a field's value comes from. */
export interface FieldSource {
	/** Indexes of columns, from 0: the first that is not null counts, or with `join` all together, as for day and time. */
	columns: number[];
	join: boolean;
	/** Cut off at the end of the value, such as `.0` that a spreadsheet left. */
	trimEnd: string | null;
	/** Values to be read as others, such as `Y` as `1`. */
	values: Record<string, string> | null;
	/** Multiplies a number: 1000 for kilometres. */
	scale: number | null;
}

/** As written in a layout's JSON or in a saved mapping: a heading, several in order of preference, or with more said. */
export type FieldSpec = string | string[] | { columns: string[]; join?: boolean; trimEnd?: string; values?: Record<string, string>; scale?: number };

export interface LayoutColumn {
	name: string;
	/** Other headings that the same column is known by. */
	aliases?: string[];
	kind: ColumnKind;
}

/** A known layout, one JSON file in this folder. */
export interface LayoutFile {
	id: string;
	/** Korean name. */
	name: string;
	/** The layout that this is another order of columns of. */
	variantOf?: string;
	/** Where the layout is known from. */
	source: string;
	columns: LayoutColumn[];
	fields: Partial<Record<TapField, FieldSpec>>;
	/** Besides the empty field. */
	nullValues: string[];
	/** In strptime's letters. */
	timeFormats: string[];
	/** A longer ride is an alighting that cannot be true. */
	maxRideMinutes: number;
	/** Names of code tables in `lib/transit/codes`. */
	userTypes: string;
	modes: string;
}

export type Encoding = 'utf8' | 'utf8bom' | 'cp949';

/** How one file is to be read. */
export interface DetectedLayout {
	/** Id of a known layout, or `mapping:<name>`. */
	id: string;
	name: string;
	encoding: Encoding;
	delimiter: string;
	/** Empty where nothing is quoted. */
	quote: '"' | '';
	/** Values have spaces around them. */
	padded: boolean;
	/** Lines before the first data row: titles and headings. */
	headerLines: number;
	columns: string[];
	fields: Partial<Record<TapField, FieldSource>>;
	nullValues: string[];
	timeFormats: string[];
	maxRideMinutes: number;
	/** Name of a table, or the codes themselves from a saved mapping. */
	userTypes: string | Record<string, string>;
	modes: string | Record<string, string>;
	/** Korean sentences: what was recognised by what. */
	why: string[];
}
