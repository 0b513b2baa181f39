-- Seoul's monthly table of boardings and alightings by route, stop and hour (서울 열린데이터광장 OA-12913), read as it is published: with or
-- without headings, with a stray quote, names with commas in them, keys that repeat. The last 48 fields (before `tail` ones of
-- mode and date) are the numbers 00시 승차, 00시 하차, 1시 승차 …; of a line with too many fields the ARS number (five digits, or ~ for
-- a virtual stop) tells where the route's name ends and the stop's begins.
-- Variables: front (fields before the numbers), tail, route_id_at (0 = no such field), stop_id (whether the standard id stands before the ARS
-- number), mode_at (place in the tail, 0 = none), heading_line (0 = none).
-- Reads: aggregate_line (line, text). Gives: seoul_line (one row a data line; ars_at null where it cannot be read), and adds to seoul_row.
CREATE OR REPLACE TEMP TABLE seoul_line AS
WITH
	split AS (
		SELECT line, string_split(replace(text, '"', ''), ',') AS fields
		FROM aggregate_line
		WHERE trim(text) <> '' AND line <> getvariable('heading_line')
	),
	cut AS (
		SELECT
			line,
			fields[:len(fields) - 48 - getvariable('tail')] AS head,
			list_transform(fields[len(fields) - 47 - getvariable('tail'):len(fields) - getvariable('tail')], lambda f: TRY_CAST(f AS BIGINT)) AS persons,
			fields[len(fields) - getvariable('tail') + 1:] AS rest
		FROM split
	),
	placed AS (
		SELECT
			*,
			CASE
				WHEN len(head) = getvariable('front') THEN len(head) - 1
				WHEN len(head) > getvariable('front') THEN list_filter(
					range(if(getvariable('route_id_at') > 0, 5, 4), len(head)),
					lambda i: regexp_full_match(head[i], '\d{5}|~') AND (NOT getvariable('stop_id') OR regexp_full_match(head[i - 1], '\d{9}|~'))
				)[1]
			END AS found_at,
			len(persons) = 48 AND NOT list_contains(list_transform(persons, lambda p: p IS NULL OR p < 0), true) AND regexp_full_match(trim(head[1]), '(19|20)\d{4}') AS is_sound
		FROM cut
	)
SELECT line, head, persons, rest, if(is_sound, found_at, NULL) AS ars_at FROM placed;

INSERT INTO seoul_row
SELECT
	trim(head[1]) AS month,
	CASE WHEN getvariable('route_id_at') > 0 THEN head[getvariable('route_id_at')] END AS route_id,
	head[if(getvariable('route_id_at') > 0, 3, 2)] AS route_no,
	array_to_string(head[if(getvariable('route_id_at') > 0, 4, 3):ars_at - if(getvariable('stop_id'), 2, 1)], ',') AS route_name,
	CASE WHEN getvariable('stop_id') THEN nullif(head[ars_at - 1], '~') END AS stop_id,
	head[ars_at] AS ars_no,
	array_to_string(head[ars_at + 1:], ',') AS stop_name,
	CASE WHEN getvariable('mode_at') > 0 THEN rest[getvariable('mode_at')] END AS mode,
	persons
FROM seoul_line
WHERE ars_at IS NOT NULL;
