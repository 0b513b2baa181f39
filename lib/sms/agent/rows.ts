import type { ListedMessage, NoticeRef, OutgoingMessage } from '../gateway';
import type { AgentConnection, SqlRow, SqlValue } from './database';
import { columnFor, everyPlace, type LivePlace, type Place, type Places } from './places';
import { keyHead, rowKey, splitRowKey } from './row-key';

/** A row of ours as the agent's tables hold it now. */
export interface AgentRow {
	noticeKey: string;
	attempt: number;
	place: Place;
	id: string;
	state: string;
	result: string;
	/** Seconds since it was due; negative while it is not. */
	ageSeconds: number;
}

/** Waits for the agent to take it. */
export const isWaiting = ({ place, state }: AgentRow) => place.live && state === place.settings.waiting;

/** In one statement, so that a row which the agent moves meanwhile is seen in one place or the other. */
export async function lookUp(connection: AgentConnection, places: Places, noticeKeys: readonly string[], sinceSeconds: number): Promise<AgentRow[]> {
	if (noticeKeys.length === 0) return [];
	const { dialect } = connection;
	const searched = everyPlace(places);
	const values: SqlValue[] = [];
	const parts = searched.map((place, number) => {
		const at = (role: Parameters<typeof columnFor>[1]) => columnFor(place, role);
		values.push(sinceSeconds);
		for (const noticeKey of noticeKeys) values.push(keyHead(noticeKey, place.keyWidth));
		const columns = [
			`${String(number)} AS place`,
			...(['id', 'key', 'state', 'result'] as const).map((role) => `${dialect.text(at(role))} AS row_${role}`),
			`${dialect.age(at('sendAt'))} AS age`,
		];
		return `SELECT ${columns.join(', ')} FROM ${place.quoted} WHERE ${at('sendAt')} >= ${dialect.nowMinus} AND ${dialect.head(at('key'))} IN (${marks(noticeKeys)})`;
	});
	if (parts.length === 0) return [];
	const rows = await connection.query(parts.join(' UNION ALL '), values);
	const heads = searched.map(({ keyWidth }) => new Map(noticeKeys.map((noticeKey) => [keyHead(noticeKey, keyWidth), noticeKey])));
	return rows.flatMap((row): AgentRow[] => {
		const place = searched[Number(row.place)];
		const key = splitRowKey(textOf(row, 'row_key'));
		const noticeKey = key && heads[Number(row.place)]?.get(key.head);
		if (!place || !key || noticeKey === undefined || noticeKey === null) return [];
		return [{ noticeKey, attempt: key.attempt, place, id: textOf(row, 'row_id'), state: textOf(row, 'row_state'), result: textOf(row, 'row_result'), ageSeconds: Number(row.age) }];
	});
}

/** Rows of one statement: few enough that the parameters of the widest table fit. */
const CHUNK = 200;

/** Puts one row a message into its table, due in `delaySeconds`. */
export async function putIn(connection: AgentConnection, place: LivePlace, messages: readonly OutgoingMessage[], { sender, subject, delaySeconds }: { sender: string; subject: string; delaySeconds: number }): Promise<void> {
	const { settings, fixed, nextId, keyWidth } = place;
	const titled = place.columns.has('subject');
	const columns = [
		...(nextId === null ? [] : [columnFor(place, 'id')]),
		...(['key', 'to', 'from', 'text', 'state', 'sendAt'] as const).map((role) => columnFor(place, role)),
		...(titled ? [columnFor(place, 'subject')] : []),
		...fixed.map(([column]) => column),
	];
	const row = `(${[...(nextId === null ? [] : [nextId]), '?', '?', '?', '?', '?', connection.dialect.nowPlus, ...(titled ? ['?'] : []), ...fixed.map(() => '?')].join(', ')})`;
	for (let start = 0; start < messages.length; start += CHUNK) {
		const chunk = messages.slice(start, start + CHUNK);
		const values = chunk.flatMap((message): SqlValue[] => [
			...[rowKey(message, keyWidth), message.to, sender, message.text, settings.waiting, delaySeconds],
			...(titled ? [subject] : []),
			...fixed.map(([, value]) => value),
		]);
		await connection.change(`INSERT INTO ${place.quoted} (${columns.join(', ')}) VALUES ${chunk.map(() => row).join(', ')}`, values);
	}
}

/** What the database has made of the rows just put in: their numbers, and those whose text, number or title it altered. */
export async function readBack(connection: AgentConnection, place: LivePlace, messages: readonly OutgoingMessage[], { sender, subject }: { sender: string; subject: string }): Promise<{ ids: Map<string, string>; altered: Set<string> }> {
	const { dialect } = connection;
	const roles = (['id', 'key', 'to', 'from', 'text', 'subject'] as const).filter((role) => place.columns.has(role));
	const select = roles.map((role) => `${dialect.text(columnFor(place, role))} AS row_${role}`).join(', ');
	const ids = new Map<string, string>();
	const altered = new Set<string>();
	for (let start = 0; start < messages.length; start += CHUNK) {
		const chunk = messages.slice(start, start + CHUNK);
		const keys = chunk.map((message) => rowKey(message, place.keyWidth));
		const rows = await connection.query(`SELECT ${select} FROM ${place.quoted} WHERE ${columnFor(place, 'key')} IN (${marks(keys)})`, keys);
		const found = new Map(rows.map((row) => [textOf(row, 'row_key'), row]));
		for (const message of chunk) {
			const row = found.get(rowKey(message, place.keyWidth));
			const same =
				row?.row_text === message.text &&
				textOf(row, 'row_to') === message.to &&
				textOf(row, 'row_from') === sender &&
				(!place.columns.has('subject') || textOf(row, 'row_subject') === subject.trim());
			if (row && same) ids.set(message.noticeKey, textOf(row, 'row_id'));
			else altered.add(message.noticeKey);
		}
	}
	return { ids, altered };
}

/** Takes rows out that still wait; returns how many. */
export async function takeOut(connection: AgentConnection, place: Place, notices: readonly NoticeRef[]): Promise<number> {
	const keys = notices.map((notice) => rowKey(notice, place.keyWidth));
	return await connection.change(`DELETE FROM ${place.quoted} WHERE ${columnFor(place, 'state')} = ? AND ${columnFor(place, 'key')} IN (${marks(keys)})`, [place.settings.waiting, ...keys]);
}

/** A little longer than the agent's own limit: its clock may differ. */
const TTL_MARGIN_SECONDS = 300;

/** @param ttlMinutes after which the agent takes a row no more; 0 where that is not known */
export function listed(row: AgentRow, ttlMinutes: number): ListedMessage {
	const { noticeKey, attempt, place, id, result, ageSeconds } = row;
	const { success, pending, reasons } = place.settings;
	const message = { noticeKey, attempt, messageId: `${place.settings.table}#${id}`, groupId: place.name, type: place.type, refused: false };
	if (isWaiting(row)) {
		const late = ttlMinutes > 0 && ageSeconds > ttlMinutes * 60 + TTL_MARGIN_SECONDS;
		if (!late) return { ...message, state: 'registered', statusCode: QUEUED, reason: null };
		return { ...message, state: 'failed', statusCode: 'TTL', reason: '유효시간이 지나 에이전트가 발송하지 않았습니다.' };
	}
	if (result === '' || pending.includes(result)) return { ...message, state: 'accepted', statusCode: result === '' ? QUEUED : result, reason: null };
	if (success.includes(result)) return { ...message, state: 'delivered', statusCode: result, reason: null };
	const reason = Object.hasOwn(reasons, result) ? reasons[result] : undefined;
	return { ...message, state: 'failed', statusCode: result, reason: reason ?? `에이전트가 발송하지 못하였습니다(결과 코드 ${result}, 뜻은 사업자의 코드표에서 확인).` };
}

/** The agent has the row and no result of its own yet. */
export const QUEUED = 'QUEUED';

const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');

/** Fixed-width columns come padded. */
function textOf(row: SqlRow, name: string): string {
	const value = row[name];
	return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}
