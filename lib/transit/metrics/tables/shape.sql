-- 굴곡도·중복도, from the masters alone. Length: the route master's, else the list's last distance, else the sum of straight lines between
-- stops. Straight: between the ends; of a round-trip list (see line-ends) there and back between the start and the turnaround. Circuity = length /
-- straight. Duplication: share of the route's stops that any other route serves too; and the route that shares most of them.
-- Source: facts 3 (굴곡도 JAKO201910537995806, 중복도).
WITH
	stops AS (SELECT DISTINCT route_key, stop_key FROM master_route_stop WHERE route_key IS NOT NULL AND stop_key IS NOT NULL),
	own AS (SELECT route_key, count(*) AS stops FROM stops GROUP BY route_key),
	shared AS (
		SELECT a.route_key, b.route_key AS other, count(*) AS stops
		FROM stops a JOIN stops b ON b.stop_key = a.stop_key AND b.route_key <> a.route_key
		GROUP BY ALL
	),
	most AS (
		SELECT route_key, arg_min(other, (-stops, other)) AS other, max(stops) AS stops FROM shared GROUP BY route_key
	),
	served AS (SELECT stop_key, count(*) AS routes FROM stops GROUP BY stop_key),
	duplicated AS (
		SELECT s.route_key, count(*) FILTER (v.routes > 1) AS stops FROM stops s JOIN served v USING (stop_key) GROUP BY s.route_key
	),
	located AS (
		SELECT
			s.route_key, s.sequence, s.stop_key, s.direction, s.distance_m, p.stop_name, p.latitude AS lat, p.longitude AS lon,
			metres(
				lag(p.latitude) OVER way, lag(p.longitude) OVER way, p.latitude, p.longitude
			) AS step_m
		FROM master_route_stop s LEFT JOIN stop_place p USING (stop_key)
		WHERE s.route_key IS NOT NULL AND s.sequence IS NOT NULL
		WINDOW way AS (PARTITION BY s.route_key ORDER BY s.sequence)
	),
	ends AS (
		SELECT
			route_key,
			max(distance_m) AS listed_m,
			if(count(*) = count(step_m) + 1, sum(step_m), NULL) AS stepped_m,
			arg_min({stop: stop_key, name: stop_name, lat: lat, lon: lon}, sequence) AS start,
			arg_max({stop: stop_key, name: stop_name, lat: lat, lon: lon}, sequence) AS finish,
			arg_max({lat: lat, lon: lon}, sequence) FILTER (direction = 'out') AS out_end,
			count(*) FILTER (direction = 'in') AS stops_in
		FROM located
		GROUP BY route_key
	),
	reach AS (
		SELECT l.route_key, max(metres(e.start.lat, e.start.lon, l.lat, l.lon)) AS farthest_m
		FROM located l JOIN ends e USING (route_key)
		GROUP BY l.route_key
	),
	turnaround AS (
		SELECT r.route_key, metres(e.start.lat, e.start.lon, l.lat, l.lon) AS turn_m
		FROM (SELECT route_key, max(turnaround_sequence) AS sequence FROM master_route GROUP BY route_key) r
		JOIN located l ON l.route_key = r.route_key AND l.sequence = r.sequence
		JOIN ends e ON e.route_key = r.route_key
	),
	measured AS (
		SELECT
			e.route_key,
			coalesce(m.length_m, nullif(e.listed_m, 0), e.stepped_m) AS length_m,
			CASE
				WHEN t.turn_m IS NOT NULL THEN 2 * t.turn_m
				WHEN e.out_end IS NOT NULL AND e.stops_in > 0 THEN 2 * metres(e.start.lat, e.start.lon, e.out_end.lat, e.out_end.lon)
				WHEN e.start.stop = e.finish.stop OR coalesce(e.start.name = e.finish.name, false)
					OR coalesce(metres(e.start.lat, e.start.lon, e.finish.lat, e.finish.lon) <= 500, false) THEN 2 * r.farthest_m
				ELSE metres(e.start.lat, e.start.lon, e.finish.lat, e.finish.lon)
			END AS straight_m
		FROM ends e
		LEFT JOIN (SELECT route_key, max(length_m) AS length_m FROM master_route GROUP BY route_key) m USING (route_key)
		LEFT JOIN turnaround t USING (route_key)
		LEFT JOIN reach r USING (route_key)
	)
SELECT
	m.route_key, m.length_m, m.straight_m,
	m.length_m / nullif(m.straight_m, 0) AS circuity,
	d.stops / o.stops AS duplication,
	x.other AS most_shared_route,
	x.stops / o.stops AS most_shared_share
FROM measured m
LEFT JOIN own o USING (route_key)
LEFT JOIN duplicated d USING (route_key)
LEFT JOIN most x USING (route_key)
ORDER BY m.route_key
