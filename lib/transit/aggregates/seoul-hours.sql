-- Rows of the same route and stop in a month are added up, and each becomes one row an hour. Hours are the lake's: 4–23, and 24–27 for
-- 00–03 (which the source counts to the calendar day).
-- Reads: seoul_row. Gives: seoul_sum (one row a month, route and stop), aggregate_result (in that order, by hour).
CREATE OR REPLACE TEMP TABLE seoul_sum AS
WITH
	gathered AS (
		SELECT month, route_id, route_no, route_name, stop_id, ars_no, stop_name, mode, list(persons) AS parts, count(*) AS rows
		FROM seoul_row GROUP BY ALL
	)
SELECT
	* EXCLUDE (parts),
	CASE WHEN rows = 1 THEN parts[1]
		ELSE list_transform(range(1, 49), lambda i: CAST(list_sum(list_transform(parts, lambda p: p[i])) AS BIGINT)) END AS persons
FROM gathered
ORDER BY month, route_no, route_name, ars_no, stop_name, stop_id, route_id, mode;

CREATE OR REPLACE TEMP TABLE aggregate_result AS
SELECT
	month, route_id, route_no, route_name, stop_id, ars_no, stop_name, mode,
	CAST(if(clock < 4, clock + 24, clock) AS INTEGER) AS hour,
	persons[2 * clock + 1] AS boardings,
	persons[2 * clock + 2] AS alightings
FROM (SELECT *, unnest([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 0, 1, 2, 3]) AS clock FROM seoul_sum);
