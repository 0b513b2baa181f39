import { addDays } from '../../calendar/day';
import { localKey } from '../codes/keys';
import type { MasterKind } from '../lake/manifest';
import type { MasterFieldId } from './fields';

/** Values of one row, as texts that the engine reads; fields that are not known are missing. */
export type RowValues = Partial<Record<MasterFieldId, string>>;

export interface MasterDefaults {
	firm: string;
	region: string;
}

/** Columns that are in the staged file besides those of the master. */
export const STAGED_EXTRA: Readonly<Partial<Record<MasterKind, Record<string, string>>>> = { route_stop: { turn: 'BOOLEAN' } };

/** One row's values in the order of the kind's columns (and its extra ones); null where not known. */
export const RECORDS: Readonly<Record<MasterKind, (row: RowValues, defaults: MasterDefaults) => (string | null)[]>> = {
	route: (row, defaults) => [
		key(row.route, row, defaults),
		...texts(row, ['routeName', 'routeType', 'operator', 'operatorName', 'authority', 'licensedWeekday', 'licensedSaturday', 'licensedHoliday']),
		...texts(row, ['licensedUnit', 'busSize', 'seats', 'capacity', 'seatedExpress', 'turnaround', 'length']),
	],
	stop: (row, defaults) => [key(row.stop, row, defaults), ...texts(row, ['stopName', 'ars', 'longitude', 'latitude', 'dongCode', 'dongName'])],
	route_stop: (row, defaults) => [key(row.route, row, defaults), ...texts(row, ['sequence']), key(row.stop, row, defaults), ...texts(row, ['direction', 'distance', 'turn'])],
	run_log: (row, defaults) => [
		...texts(row, ['serviceDate']),
		key(row.route, row, defaults),
		key(row.vehicle, row, defaults),
		...texts(row, ['plate', 'runNo', 'direction', 'departedAt', 'endedAt']),
	],
	area: (row) => texts(row, ['dongCode', 'dongName', 'livingZone', 'population']),
};

const texts = (row: RowValues, fields: readonly MasterFieldId[]): (string | null)[] => fields.map((field) => row[field] ?? null);

const key = (id: string | undefined, row: RowValues, defaults: MasterDefaults): string | null =>
	id === undefined ? null : localKey(row.firm ?? defaults.firm, row.region ?? defaults.region, id);

const inEast = (value: number) => value >= 124 && value <= 132;
const inNorth = (value: number) => value >= 33 && value <= 39;

/** Coordinates within Korea's box (124–132 E, 33–39 N): `swapped` were the wrong way round and are put right, `outside` are taken out. */
export function mendPosition(row: RowValues): 'swapped' | 'outside' | null {
	if (row.longitude === undefined && row.latitude === undefined) return null;
	const [longitude, latitude] = [Number(row.longitude), Number(row.latitude)];
	if (inEast(longitude) && inNorth(latitude)) return null;
	const swapped = inEast(latitude) && inNorth(longitude);
	const known = longitude !== 0 && latitude !== 0;
	[row.longitude, row.latitude] = swapped ? [row.latitude, row.longitude] : [undefined, undefined];
	return swapped ? 'swapped' : known ? 'outside' : null;
}

const FIRST_HOUR = 4;

/**
 * Completes the times of a run: a time of day alone belongs to the service date (before 04:00, or from 24:00 on, to the next
 * calendar day); without a service date the departure tells it. False where neither does.
 */
export function mendTimes(row: RowValues): boolean {
	const { departedAt } = row;
	if (departedAt === undefined) return false;
	if (row.serviceDate === undefined) {
		if (!departedAt.includes(' ')) return false;
		const [day = '', time = ''] = departedAt.split(' ');
		row.serviceDate = Number(time.slice(0, 2)) < FIRST_HOUR ? addDays(day, -1) : day;
	}
	const departed = onDay(departedAt, row.serviceDate);
	const ended = row.endedAt === undefined ? undefined : onDay(row.endedAt, row.serviceDate);
	row.departedAt = departed;
	row.endedAt = ended !== undefined && ended > departed ? ended : undefined;
	return true;
}

function onDay(time: string, serviceDate: string): string {
	if (time.includes(' ')) return time;
	const hour = Number(time.slice(0, 2));
	const day = hour < FIRST_HOUR || hour >= 24 ? addDays(serviceDate, 1) : serviceDate;
	return `${day} ${String(hour % 24).padStart(2, '0')}${time.slice(2)}`;
}
