import type { AgentConnection } from './database';
import { agentStopped } from './failures';
import { columnFor, everyPlace, type LivePlace, type Places } from './places';

const DAY_SECONDS = 86_400;

export const lateWords = (place: LivePlace, late: number, minutes: number) =>
	`표 ${place.name}에 ${minutes}분 넘게 발송되지 않은 문자가 ${late.toLocaleString('ko-KR')}건 있습니다. 에이전트가 멈춘 것으로 의심되므로 가동 상태를 확인하시기 바랍니다.`;

/** Rows due for more than `minutes` that still wait; of any caller, but not those left lying for over a day. */
export async function lateRows(connection: AgentConnection, place: LivePlace, minutes: number): Promise<number> {
	const { nowMinus } = connection.dialect;
	const sendAt = columnFor(place, 'sendAt');
	const [row] = await connection.query(
		`SELECT COUNT(*) AS late FROM ${place.quoted} WHERE ${columnFor(place, 'state')} = ? AND ${sendAt} < ${nowMinus} AND ${sendAt} > ${nowMinus}`,
		[place.settings.waiting, minutes * 60, DAY_SECONDS],
	);
	return Number(row?.late ?? 0);
}

/** Whether the agent has sent anything in the last `minutes`, as far as its tables tell when. */
async function sentLately(connection: AgentConnection, places: Places, minutes: number): Promise<boolean | null> {
	const telling = everyPlace(places).filter(({ columns }) => columns.has('sentAt'));
	if (telling.length === 0) return null;
	for (const place of telling) {
		const rows = await connection.query(`SELECT 1 AS sent FROM ${place.quoted} WHERE ${columnFor(place, 'sentAt')} >= ${connection.dialect.nowMinus} LIMIT 1`, [minutes * 60]);
		if (rows.length > 0) return true;
	}
	return false;
}

interface Standstill {
	place: LivePlace;
	late: number;
}

/** The tables in which rows have waited for more than `minutes` while the agent sent nothing at all. */
export async function standstills(connection: AgentConnection, places: Places, minutes: number): Promise<Standstill[]> {
	const found: Standstill[] = [];
	for (const place of [places.live.SMS, places.live.LMS]) {
		if (!place) continue;
		const late = await lateRows(connection, place, minutes);
		if (late > 0) found.push({ place, late });
	}
	return found.length > 0 && (await sentLately(connection, places, minutes)) === false ? found : [];
}

/**
 * Texts put before a stopped agent would go out at whatever hour it starts again.
 * @throws RemoteError `agentStopped` when rows have waited too long and nothing was sent meanwhile
 */
export async function requireRunning(connection: AgentConnection, places: Places, minutes: number): Promise<void> {
	const [first] = await standstills(connection, places, minutes);
	if (first) throw agentStopped(first.place.name, first.late, minutes);
}

