import type { AgentConnection } from './database';
import { agentStopped } from './failures';
import { columnFor, everyPlace, type LivePlace, type Places } from './places';

const DAY_SECONDS = 86_400;

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

/**
 * Texts put before a stopped agent would go out at whatever hour it starts again.
 * @throws RemoteError `agentStopped` when rows have waited too long and nothing was sent meanwhile
 */
export async function requireRunning(connection: AgentConnection, places: Places, minutes: number): Promise<void> {
	for (const place of [places.live.SMS, places.live.LMS]) {
		if (!place) continue;
		const late = await lateRows(connection, place, minutes);
		if (late > 0 && (await sentLately(connection, places, minutes)) === false) throw agentStopped(place.name, late, minutes);
	}
}

