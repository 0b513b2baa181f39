import { numberOf, readCsv, timeOf, valueOf, type FaultTables } from '../ingest/raw-sql';
import { cardLike } from '../ingest/sql-text';
import { sqlText } from '../sql-literal';
import type { DetectedLayout } from '../layouts/layout';

/** Columns of the table that `countSql` fills; `preview.sql` reads it. */
export const PREVIEW_TABLE = `
	CREATE OR REPLACE TEMP TABLE counted (file_no USMALLINT, firm VARCHAR, region VARCHAR, route VARCHAR, boarded_hour TIMESTAMP, lines BIGINT, taps BIGINT, boardings BIGINT)`;

/**
 * Rows of one text file by route and hour of boarding. Only the columns of these are read; a row whose boarding time or
 * number of riders cannot be read, or with a card number where the route belongs, is one of the lines, not of the taps.
 */
export function countSql(path: string, layout: DetectedLayout, options: FaultTables & { fileNo: number; defaults: { firm: string; region: string } }): string {
	const riders = valueOf(layout, 'riders');
	return `
		INSERT INTO counted
		WITH tap AS (
			SELECT
				coalesce(${valueOf(layout, 'firm')}, ${sqlText(options.defaults.firm)}) AS firm,
				coalesce(${valueOf(layout, 'region')}, ${sqlText(options.defaults.region)}) AS region,
				${valueOf(layout, 'route')} AS route,
				${hourOf(layout)} AS boarded_hour,
				${riders} IS NULL AS alone,
				${numberOf(riders, layout.fields.riders?.scale ?? null, 'INTEGER')} AS riders_read
			FROM ${readCsv(path, layout, options)}
		),
		counted_persons AS (SELECT *, CASE WHEN boarded_hour IS NULL THEN NULL WHEN alone THEN 1 WHEN riders_read BETWEEN 1 AND 100 THEN riders_read END AS persons FROM tap),
		found AS (
			SELECT firm, region, route, boarded_hour, count(*) AS lines, count(persons) AS taps, coalesce(sum(persons), 0) AS boardings,
				(${['firm', 'region', 'route'].map(cardLike).join(' OR ')}) IS TRUE AS slipped
			FROM counted_persons GROUP BY firm, region, route, boarded_hour
		),
		dated AS (SELECT *, ${isPacked(layout) ? `try_strptime(boarded_hour::VARCHAR, '${PACKED_HOUR}')` : 'boarded_hour'} AS hour_read FROM found)
		SELECT ${options.fileNo}, CASE WHEN NOT slipped THEN firm END, CASE WHEN NOT slipped THEN region END, CASE WHEN NOT slipped THEN route END,
			hour_read, lines, CASE WHEN slipped OR hour_read IS NULL THEN 0 ELSE taps END, CASE WHEN slipped OR hour_read IS NULL THEN 0 ELSE boardings END
		FROM dated`;
}

const PACKED = '%Y%m%d%H%M%S';
const PACKED_HOUR = '%Y%m%d%H';

/** Fourteen digits are a number: groups of numbers are formed faster than times are read one by one. */
const isPacked = ({ timeFormats }: DetectedLayout): boolean => timeFormats.length === 1 && timeFormats[0] === PACKED;

/** The hour of boarding: of fourteen digits their first ten as a number, else a time; null where it cannot be read. */
function hourOf(layout: DetectedLayout): string {
	const text = valueOf(layout, 'boardedAt');
	if (!isPacked(layout)) return `date_trunc('hour', ${timeOf(layout, text)})`;
	const digits = `(CASE WHEN length(${text}) = 14 THEN try_cast(${text} AS UBIGINT) END)`;
	return `CASE WHEN ${digits} // 100 % 100 < 60 AND ${digits} % 100 < 60 THEN ${digits} // 10000 END`;
}
