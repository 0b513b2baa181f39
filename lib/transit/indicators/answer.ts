import { parseJsonBody } from '../../http/answer';
import { unreadableFailure, type RequestPlace } from '../../http/failures';
import { apiFailure, isEmptyResult, isSuccess } from './api-errors';
import { parseFlatXml } from './flat-xml';

/** One row as the portal gives it: texts, numbers, nothing deeper. */
export type IndicatorRow = Record<string, string | number | null>;

export interface AnswerPage {
	rows: IndicatorRow[];
	/** Rows of all pages, where the portal says so. */
	total: number | null;
	/** Of GBIS: when the positions were taken, as given. */
	queryTime: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads an answer of data.go.kr: JSON or XML whichever was asked for, `response.header/body` or GBIS's
 * `response.msgHeader/msgBody`, one row or many, and the gateway's own XML errors (`OpenAPI_ServiceResponse`).
 * @throws RemoteError with the portal's code; its words and the key never appear
 */
export function readAnswer(text: string, place: RequestPlace): AnswerPage {
	const parsed = parseJsonBody(text);
	const root = parsed.kind === 'value' ? parsed.value : parsed.kind === 'html' ? parseFlatXml(text) : null;
	if (!isFields(root)) throw unreadableFailure(place, 200, parsed.kind === 'html' ? 'html' : 'broken');
	const gateway = fieldsOf(root, 'OpenAPI_ServiceResponse', 'cmmMsgHeader');
	if (gateway) throw apiFailure(place, textOf(gateway.returnReasonCode) || textOf(gateway.returnAuthMsg) || textOf(gateway.errMsg));
	const response = fieldsOf(root, 'response') ?? fieldsOf(root, 'Response') ?? root;
	const header = fieldsOf(response, 'header') ?? fieldsOf(response, 'msgHeader') ?? fieldsOf(response, 'cmmMsgHeader');
	const code = textOf(header?.resultCode ?? header?.returnReasonCode);
	const isGbis = fieldsOf(response, 'msgHeader') !== null;
	if (code !== '' && isEmptyResult(code, isGbis)) return { rows: [], total: 0, queryTime: textOf(header?.queryTime) || null };
	if (code !== '' && !isSuccess(code)) throw apiFailure(place, code);
	const body = fieldsOf(response, 'body') ?? fieldsOf(response, 'msgBody');
	if (!body) {
		if (header && isSuccess(code)) return { rows: [], total: 0, queryTime: textOf(header.queryTime) || null };
		throw unreadableFailure(place, 200, 'shape');
	}
	const rows = isGbis ? gbisRows(body) : itemRows(body);
	const total = textOf(body.totalCount);
	return { rows, total: /^\d{1,12}$/.test(total) ? Number(total) : null, queryTime: textOf(header?.queryTime) || null };
}

function itemRows(body: Fields): IndicatorRow[] {
	const items = body.items ?? [];
	return listOf(isFields(items) && 'item' in items ? items.item : items).flatMap((row) => (isFields(row) ? [plain(row)] : []));
}

/** The one list in the body, whatever the operation calls it. */
function gbisRows(body: Fields): IndicatorRow[] {
	const list = Object.values(body).find((value) => Array.isArray(value) || isFields(value));
	return listOf(list).flatMap((row) => (isFields(row) ? [plain(row)] : []));
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined || value === null || value === '' ? [] : [value]);

function plain(row: Fields): IndicatorRow {
	const out: IndicatorRow = {};
	for (const [name, value] of Object.entries(row)) {
		out[name] = typeof value === 'string' || typeof value === 'number' ? value : value === null || value === undefined ? null : JSON.stringify(value);
	}
	return out;
}

function fieldsOf(value: unknown, ...path: string[]): Fields | null {
	let current: unknown = value;
	for (const name of path) current = isFields(current) ? current[name] : undefined;
	return isFields(current) ? current : null;
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '');
