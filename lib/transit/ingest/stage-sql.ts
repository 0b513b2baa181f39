import type { DetectedLayout, TapField } from '../layouts/layout';
import { numberOf, readCsv, timeOf, valueOf, type FaultTables } from './raw-sql';
import { sqlText, sqlTexts } from '../sql-literal';
import { cardLike, masked } from './sql-text';

export interface StageOptions extends FaultTables {
	fileNo: number;
	defaults: { firm: string; region: string };
	/** Service dates from this one on are taken, as many as `days`; the engine's variable `card_keys` holds their keys. */
	firstDay: string;
	days: number;
	/** Service dates whose taps were destroyed at the end of their retention: nothing is added to them. */
	purgedDays: readonly string[];
}

/**
 * One row of the staging file for each row of a text file, in its order: typed, with card numbers only as pseudonyms, and
 * with the reason where the row is not to be kept. Lines that are no rows go to the engine's reject table.
 */
export function stageSql(path: string, layout: DetectedLayout, options: StageOptions): string {
	const text = (field: TapField) => valueOf(layout, field);
	const number = (field: TapField, type: string) => numberOf(text(field), layout.fields[field]?.scale ?? null, type);
	const time = (field: TapField) => timeOf(layout, text(field));
	const key = (value: string) => `CASE WHEN ${value} IS NOT NULL THEN concat(firm, ':', region, ':', ${value}) END`;
	const name = (field: TapField) => sqlText(columnName(layout, field));
	return `
		WITH raw AS (FROM ${readCsv(path, layout, options)}),
		typed AS (
			SELECT
				${text('card')} AS card_text,
				${text('transaction')} AS transaction_text,
				coalesce(${text('firm')}, ${sqlText(options.defaults.firm)}) AS firm,
				coalesce(${text('region')}, ${sqlText(options.defaults.region)}) AS region,
				${text('userType')} AS user_code, ${text('mode')} AS mode_code,
				${text('route')} AS route, ${text('vehicle')} AS vehicle, ${text('plate')} AS plate, ${text('operator')} AS operator,
				${time('runDepartedAt')} AS run_departed_at, ${time('runEndedAt')} AS run_ended_at,
				${text('boardedAt')} AS boarded_text, ${time('boardedAt')} AS boarded_at, ${text('boardingStop')} AS boarding_stop,
				${text('alightedAt')} AS alighted_text, ${time('alightedAt')} AS alighted_read, ${text('alightingStop')} AS alighting_stop,
				${number('transfers', 'UTINYINT')} AS transfers,
				${text('riders')} AS riders_text, ${number('riders', 'INTEGER')} AS riders_read,
				${number('distance', 'INTEGER')} AS distance_read, ${number('rideSeconds', 'INTEGER')} AS seconds_read,
				${restOf(layout)} AS rest
			FROM raw
		),
		dated AS (
			SELECT *, (boarded_at - INTERVAL 4 HOUR)::DATE AS service_date,
				CASE
					WHEN alighted_text IS NULL THEN 'none'
					WHEN alighted_read IS NULL THEN 'unreadable'
					WHEN alighted_read <= boarded_at THEN 'notAfterBoarding'
					WHEN alighted_read > boarded_at + INTERVAL ${Math.round(layout.maxRideMinutes)} MINUTE THEN 'tooLong'
				END AS alighting_issue,
				datediff('day', DATE ${sqlText(options.firstDay)}, (boarded_at - INTERVAL 4 HOUR)::DATE) AS day_no
			FROM typed
		)
		SELECT
			${options.fileNo}::USMALLINT AS file_no,
			service_date,
			('0x' || left(sha256(getvariable('card_keys')[day_no + 1] || card_text), 16))::UBIGINT AS card,
			md5_number_lower(getvariable('card_keys')[day_no + 1] || transaction_text) AS transaction,
			firm, region, user_code, mode_code,
			${key('route')} AS route_key, ${key('vehicle')} AS vehicle_key, plate AS vehicle_plate, operator,
			run_departed_at, run_ended_at, boarded_at, ${key('boarding_stop')} AS boarding_stop,
			CASE WHEN alighting_issue IS NULL THEN alighted_read END AS alighted_at,
			CASE WHEN alighting_issue IS NULL THEN ${key('alighting_stop')} END AS alighting_stop,
			alighting_issue, transfers,
			CASE WHEN riders_text IS NULL THEN 1 WHEN riders_read BETWEEN 1 AND 100 THEN riders_read END::USMALLINT AS riders,
			riders_text IS NULL AS riders_missing,
			CASE WHEN distance_read >= 0 THEN distance_read END AS distance_m,
			CASE WHEN seconds_read >= 0 THEN seconds_read END AS ride_seconds,
			rest,
			CASE
				WHEN boarded_text IS NULL THEN 'boardingMissing'
				WHEN boarded_at IS NULL THEN 'boardingTime'
				WHEN riders_text IS NOT NULL AND (riders_read IS NULL OR riders_read NOT BETWEEN 1 AND 100) THEN 'riders'
				WHEN day_no NOT BETWEEN 0 AND ${options.days - 1} THEN 'wrongDay'
				WHEN list_contains(${sqlTexts(options.purgedDays)}::DATE[], service_date) THEN 'purgedDay'
				WHEN ${PLACES_OF_IDS.map(cardLike).join(' OR ')} THEN 'cardForId'
			END AS reason,
			CASE reason WHEN 'riders' THEN ${name('riders')} WHEN 'cardForId' THEN NULL ELSE CASE WHEN reason IS NOT NULL THEN ${name('boardedAt')} END END AS column_name,
			CASE reason WHEN 'boardingTime' THEN ${masked('boarded_text')} WHEN 'riders' THEN ${masked('riders_text')}
				WHEN 'wrongDay' THEN strftime(boarded_at, '%Y-%m-%d') WHEN 'purgedDay' THEN strftime(boarded_at, '%Y-%m-%d') END AS value
		FROM dated`;
}

/** Columns of the staging query that go into the lake as they are. */
const PLACES_OF_IDS = ['firm', 'region', 'user_code', 'mode_code', 'route', 'vehicle', 'plate', 'operator', 'boarding_stop', 'alighting_stop'];

/** Hash of the columns that no field uses: with the fields it tells whether two rows are the same throughout. */
function restOf(layout: DetectedLayout): string {
	const used = new Set(Object.values(layout.fields).flatMap((source) => source.columns));
	const rest = layout.columns.map((_, index) => index).filter((index) => !used.has(index));
	return rest.length === 0 ? '0::UBIGINT' : `hash(${rest.map((index) => `c${index}`).join(', ')})`;
}

function columnName(layout: DetectedLayout, field: TapField): string {
	const index = layout.fields[field]?.columns[0];
	return index === undefined ? '' : (layout.columns[index] ?? '');
}
