-- Departures of each route: from the run log where it has the route that day, else the runs seen in taps. A run log's `round`
-- departs in direction `out`.
-- Reads: master_run_log, run_total, line, line_end. Gives: departure, first_stop (where runs of a route and direction depart).
CREATE TABLE departure AS
WITH
	logged AS (
		SELECT
			route_key, coalesce(direction, 'all') AS kind,
			CAST(epoch(departed_at) - epoch(getvariable('service_date')) AS INTEGER) AS departed_s
		FROM master_run_log
		WHERE route_key IS NOT NULL AND departed_at IS NOT NULL
			AND coalesce(service_date, getvariable('service_date')) = getvariable('service_date')
	)
SELECT route_key, if(kind = 'round', 'out', kind) AS direction, kind, departed_s, 'run_log' AS source FROM logged
UNION ALL
SELECT
	r.route::VARCHAR,
	if(r.direction = 'round', coalesce(l.direction, 'all'), r.direction),
	-- One way or round trip, as the list of stops and the riders show it; `unknown` where neither tells.
	CASE r.kind WHEN 'round' THEN 'round' WHEN 'half' THEN 'oneWay' WHEN 'oneWay' THEN 'oneWay' ELSE 'unknown' END,
	r.departed_s, 'taps'
FROM run_total r
LEFT JOIN line l ON l.route = r.route AND l.seq = r.first_seq
WHERE r.route::VARCHAR NOT IN (SELECT route_key FROM logged);
CREATE TABLE first_stop AS
SELECT l.route::VARCHAR AS route_key, l.direction, arg_min(l.stop::VARCHAR, l.seq) AS stop_key
FROM line l JOIN line_end e ON e.route = l.route
WHERE e.listed
GROUP BY l.route, l.direction;
