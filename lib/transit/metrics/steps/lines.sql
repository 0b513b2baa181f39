-- The order of stops of each route with taps. From the route_stop master; where the master lacks the route, by the median time since
-- departure at which the stop's taps fall within their runs (then the direction stays unknown, and a stop served twice in a
-- run stands once). Direction: the master's; else `out` up to the route's turnaround sequence and `in` after it; else `all`,
-- which means not known.
-- Reads: tap_read, run, master_route_stop, master_route. Gives: line (a stop of a route), line_end (a route's ends and turnaround).
CREATE TABLE line AS
WITH
	served AS (SELECT DISTINCT route FROM tap_read WHERE is_bus AND route IS NOT NULL),
	turnaround AS (
		SELECT route_key, max(turnaround_sequence) AS turnaround_sequence FROM master_route GROUP BY route_key
	),
	listed AS (
		SELECT
			CAST(s.route_key AS route_code) AS route,
			s.sequence AS seq,
			CAST(min(s.stop_key) AS stop_code) AS stop,
			coalesce(
				min(s.direction),
				CASE WHEN min(t.turnaround_sequence) IS NOT NULL
					THEN if(s.sequence <= min(t.turnaround_sequence), 'out', 'in') END,
				'all'
			) AS direction
		FROM master_route_stop s
		LEFT JOIN turnaround t USING (route_key)
		WHERE s.route_key IS NOT NULL AND s.sequence IS NOT NULL
		GROUP BY s.route_key, s.sequence
	),
	unlisted AS (SELECT route FROM served ANTI JOIN listed USING (route)),
	timed AS (
		SELECT route, from_stop AS stop, boarded_s - departed_s AS since FROM tap_read SEMI JOIN unlisted USING (route)
		WHERE is_bus AND vehicle IS NOT NULL AND departed_s IS NOT NULL AND from_stop IS NOT NULL
		UNION ALL
		SELECT route, to_stop, alighted_s - departed_s FROM tap_read SEMI JOIN unlisted USING (route)
		WHERE is_bus AND vehicle IS NOT NULL AND departed_s IS NOT NULL AND to_stop IS NOT NULL
	),
	derived AS (
		SELECT route, stop, row_number() OVER (PARTITION BY route ORDER BY median(since), stop) AS seq
		FROM timed
		GROUP BY route, stop
	)
SELECT route, CAST(seq AS SMALLINT) AS seq, stop, direction, true AS listed FROM listed SEMI JOIN served USING (route)
UNION ALL
SELECT route, CAST(seq AS SMALLINT), stop, 'all', false FROM derived;
