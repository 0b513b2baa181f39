import type { AgentConnection } from './database';
import { logMonths } from './months';
import { columnFor, findPlaces, type LivePlace, livePlaceOf, logNameOf } from './places';
import type { AgentTables } from './tables';
import { lateRows, lateWords } from './watch';

export interface CheckOptions {
	tables: AgentTables;
	stallMinutes: number;
	nowMs: number;
}

/** A clock that differs by more than this shifts scheduled texts and time limits noticeably. */
const CLOCK_SECONDS = 60;
const KOREAN_OFFSET_MINUTES = 540;

/**
 * Whether texts can be put in: tables, columns and the right to insert; leaves nothing behind. Returns Korean sentences
 * on what a person should look at. @throws RemoteError
 */
export async function checkTables(connection: AgentConnection, { tables, stallMinutes, nowMs }: CheckOptions): Promise<string[]> {
	const warnings: string[] = [];
	const months = logMonths(nowMs, nowMs);
	const places = await findPlaces(connection, tables, months);
	const short = livePlaceOf(places, 'SMS', tables);
	const long = places.live.LMS;
	if (!long) warnings.push(`장문 표 ${tables.lms.table}이(가) 없어 90바이트를 넘는 문자는 보낼 수 없습니다.`);
	for (const place of [short, long]) {
		if (!place) continue;
		await mayInsert(connection, place);
		const late = await lateRows(connection, place, stallMinutes);
		if (late > 0) warnings.push(lateWords(place, late, stallMinutes));
	}
	if (places.logs.length === 0) {
		const names = months.slice(0, 2).map((month) => logNameOf(tables.sms, month)).join(', ');
		warnings.push(`로그 표(${names})를 찾지 못하였습니다. 처음 설치한 에이전트가 아니라면 로그 표 이름과 조회 권한을 확인하시기 바랍니다. 로그 표가 없으면 결과를 확인할 수 없습니다.`);
	}
	return [...warnings, ...(await clockWarnings(connection, nowMs))];
}

/** The right to insert and to read, asked for by a statement that puts no row in. */
async function mayInsert(connection: AgentConnection, place: LivePlace): Promise<void> {
	const titled = place.columns.has('subject') ? (['subject'] as const) : [];
	const roles = ['id', 'key', 'to', 'from', 'text', 'state', 'sendAt', ...titled] as const;
	const columns = [...roles.map((role) => columnFor(place, role)), ...place.fixed.map(([column]) => column)].join(', ');
	await connection.change(`INSERT INTO ${place.quoted} (${columns}) SELECT ${columns} FROM ${place.quoted} WHERE 1 = 0`, []);
}

async function clockWarnings({ query, dialect }: AgentConnection, nowMs: number): Promise<string[]> {
	const [row] = await query(`SELECT ${dialect.epoch} AS epoch, ${dialect.serverOffsetMinutes} AS offset_minutes`);
	const warnings: string[] = [];
	const seconds = Math.abs(Number(row?.epoch) - nowMs / 1000);
	if (seconds > CLOCK_SECONDS) warnings.push(`데이터베이스의 시각이 이 서버와 ${Math.round(seconds).toLocaleString('ko-KR')}초 다릅니다. 두 서버의 시각 동기화(NTP)를 확인하시기 바랍니다.`);
	if (Math.round(Number(row?.offset_minutes)) !== KOREAN_OFFSET_MINUTES) {
		warnings.push("데이터베이스의 기본 시간대가 한국 시각이 아닙니다. 에이전트가 쓰는 시각에 맞추어 자격 증명의 '표에 적을 시각'을 고르시기 바랍니다.");
	}
	return warnings;
}
