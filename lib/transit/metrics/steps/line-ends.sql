-- Ends and turnaround (회차지) of each route's list of stops. Many routes hold the round trip in one list: then the turnaround is
-- the last stop of direction `out`; without directions, where the list ends as it began (same stop, same name or within
-- 500 m), the stop farthest from the start. `round_list` is null where nothing tells whether the list is a round trip.
-- Reads: line, stop_place. Gives: line_end.
CREATE TABLE line_end AS
WITH
	located AS (
		SELECT l.*, p.stop_name, p.latitude, p.longitude
		FROM line l LEFT JOIN stop_place p ON p.stop_key = CAST(l.stop AS VARCHAR)
	),
	ends AS (
		SELECT
			route,
			min(seq) AS first_seq,
			max(seq) AS last_seq,
			bool_and(listed) AS listed,
			max(seq) FILTER (direction = 'out') AS last_out,
			count(*) FILTER (direction = 'in') AS stops_in,
			count(*) FILTER (direction = 'all') AS stops_unknown,
			arg_min({stop: stop, name: stop_name, lat: latitude, lon: longitude}, seq) AS start,
			arg_max({stop: stop, name: stop_name, lat: latitude, lon: longitude}, seq) AS finish
		FROM located
		GROUP BY route
	),
	closing AS (
		SELECT
			*,
			start.stop = finish.stop OR coalesce(start.name = finish.name, false)
				OR coalesce(metres(start.lat, start.lon, finish.lat, finish.lon) <= 500, false) AS closes,
			start.stop = finish.stop OR (start.name IS NOT NULL AND finish.name IS NOT NULL)
				OR (start.lat IS NOT NULL AND finish.lat IS NOT NULL) AS comparable
		FROM ends
	),
	farthest AS (
		SELECT l.route, arg_max(l.seq, metres(c.start.lat, c.start.lon, l.latitude, l.longitude)) AS seq
		FROM located l JOIN closing c ON c.route = l.route
		GROUP BY l.route
	)
SELECT
	c.route, c.first_seq, c.last_seq, c.listed,
	CASE
		WHEN NOT c.listed THEN NULL
		WHEN c.stops_unknown = 0 THEN c.last_out IS NOT NULL AND c.stops_in > 0
		WHEN c.comparable THEN c.closes
	END AS round_list,
	CASE
		WHEN NOT c.listed THEN NULL
		WHEN c.stops_unknown = 0 AND c.stops_in > 0 THEN c.last_out
		WHEN c.stops_unknown > 0 AND c.closes THEN f.seq
	END AS turn_seq
FROM closing c
LEFT JOIN farthest f ON f.route = c.route;
