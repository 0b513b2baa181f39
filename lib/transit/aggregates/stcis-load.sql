-- STCIS's export 노선별 차내 재차인원: persons on board of one bus by route, stop and hour, from 04시 to 03시 of the next morning. Whether the
-- mean or the largest, before or after the stop, is not published. The last 24 fields are the numbers (an empty one may follow); of
-- a line with too many fields the stop's number (정류장순번) tells where the termini end and the stop's name begins.
-- Variables: heading_line.
-- Reads: aggregate_line (line, text). Gives: stcis_line (one row a data line; sequence_at null where it cannot be read), and adds to stcis_cell.
CREATE OR REPLACE TEMP TABLE stcis_line AS
WITH
	split AS (
		SELECT line, string_split(rtrim(replace(text, '"', ''), ','), ',') AS fields
		FROM aggregate_line
		WHERE trim(text) <> '' AND line <> getvariable('heading_line')
	),
	cut AS (
		SELECT line, fields[:len(fields) - 24] AS head, list_transform(fields[len(fields) - 23:], lambda f: TRY_CAST(f AS DOUBLE)) AS persons FROM split
	)
SELECT
	line, head, persons,
	CASE
		WHEN len(persons) <> 24 OR list_contains(list_transform(persons, lambda p: p IS NULL OR p < 0), true) THEN NULL
		WHEN len(head) = 4 AND TRY_CAST(head[3] AS INTEGER) IS NOT NULL THEN 3
		WHEN len(head) > 4 THEN list_filter(range(3, len(head)), lambda i: regexp_full_match(trim(head[i]), '\d{1,4}'))[1]
	END AS sequence_at
FROM cut;

INSERT INTO stcis_cell
WITH hourly AS (SELECT *, unnest(range(24)) AS place FROM stcis_line WHERE sequence_at IS NOT NULL)
SELECT
	head[1] AS route,
	array_to_string(head[2:sequence_at - 1], ',') AS termini,
	CAST(head[sequence_at] AS INTEGER) AS sequence,
	array_to_string(head[sequence_at + 1:], ',') AS stop_name,
	CAST(place + 4 AS INTEGER) AS hour,
	persons[place + 1] AS load
FROM hourly;
