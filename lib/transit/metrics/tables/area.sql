-- 행정동별, by where stops stand (정류장 소재지 기준): stops, routes that call (by list or by tap), persons on and off, runs that pass any stop of the
-- dong, first and last boarding. Dongs of the area master without a stop are there with 0. Taps at stops without a dong are in no row.
-- `runs` is null where the taps carry no run.
-- Source: practice.md 2.6.
WITH
	dong_stop AS (
		SELECT CAST(stop_key AS stop_code) AS stop, dong_code, dong_name FROM stop_place WHERE dong_code IS NOT NULL
	),
	dong AS (
		SELECT dong_code, coalesce(min(name), '') AS dong_name
		FROM (SELECT dong_code, dong_name AS name FROM dong_stop UNION ALL SELECT dong_code, dong_name FROM master_area WHERE dong_code IS NOT NULL)
		GROUP BY dong_code
	),
	stops AS (SELECT dong_code, count(*) AS stops FROM dong_stop GROUP BY dong_code),
	calls AS (
		SELECT d.dong_code, count(DISTINCT c.route_key) AS routes
		FROM dong_stop d
		JOIN (
			SELECT CAST(stop_key AS stop_code) AS stop, route_key FROM master_route_stop
			UNION
			SELECT from_stop, route::VARCHAR FROM tap WHERE is_bus AND route IS NOT NULL
		) c ON c.stop = d.stop
		GROUP BY d.dong_code
	),
	boarded AS (
		SELECT d.dong_code, sum(t.riders) AS boardings, min(t.boarded_s) AS first_s, max(t.boarded_s) AS last_s
		FROM tap t JOIN dong_stop d ON d.stop = t.from_stop
		WHERE t.is_bus
		GROUP BY d.dong_code
	),
	alighted AS (
		SELECT d.dong_code, sum(t.riders) AS alightings
		FROM tap t JOIN dong_stop d ON d.stop = t.to_stop
		WHERE t.is_bus AND t.alighted_s IS NOT NULL
		GROUP BY d.dong_code
	),
	spans AS (SELECT route, first_seq, last_seq, count(*) AS runs FROM run_total WHERE first_seq IS NOT NULL GROUP BY ALL),
	passed AS (
		SELECT dong_code, sum(runs) AS runs
		FROM (
			SELECT DISTINCT d.dong_code, s.route, s.first_seq, s.last_seq, s.runs
			FROM spans s
			JOIN line l ON l.route = s.route AND l.seq BETWEEN s.first_seq AND s.last_seq
			JOIN dong_stop d ON d.stop = l.stop
		)
		GROUP BY dong_code
	)
SELECT
	d.dong_code, d.dong_name,
	coalesce(s.stops, 0)::BIGINT AS stops,
	coalesce(c.routes, 0)::BIGINT AS routes,
	coalesce(b.boardings, 0)::BIGINT AS boardings,
	coalesce(a.alightings, 0)::BIGINT AS alightings,
	if((SELECT count(*) FROM run) = 0, NULL, coalesce(p.runs, 0))::BIGINT AS runs,
	getvariable('service_date')::TIMESTAMP + to_seconds(b.first_s) AS first_boarding_at,
	getvariable('service_date')::TIMESTAMP + to_seconds(b.last_s) AS last_boarding_at
FROM dong d
LEFT JOIN stops s USING (dong_code)
LEFT JOIN calls c USING (dong_code)
LEFT JOIN boarded b USING (dong_code)
LEFT JOIN alighted a USING (dong_code)
LEFT JOIN passed p USING (dong_code)
ORDER BY d.dong_code
