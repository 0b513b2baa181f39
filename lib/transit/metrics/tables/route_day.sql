-- 노선별 하루: persons by route, with tag-off, transfers (taps with 환승건수 ≥ 1), distance, vehicles and runs seen in taps, busiest clock
-- hour and busiest rolling 60 minutes. `runs` is null where the taps carry no run.
-- Source: facts 3.
WITH
	totals AS (
		SELECT
			route,
			sum(riders)::BIGINT AS boardings,
			coalesce(sum(riders) FILTER (alighted_s IS NOT NULL), 0)::BIGINT AS alightings,
			count(*) AS taps,
			count(alighted_s) AS taps_with_alighting,
			count(*) FILTER (transfers > 0) AS transfer_taps,
			count(DISTINCT vehicle) AS vehicles
		FROM tap WHERE is_bus
		GROUP BY route
	),
	runs AS (SELECT route, count(*) AS runs FROM run GROUP BY route)
SELECT
	t.route::VARCHAR AS route_key,
	t.boardings, t.alightings, t.taps, t.taps_with_alighting, t.transfer_taps,
	coalesce(d.persons, 0)::BIGINT AS distance_persons,
	coalesce(d.passenger_m, 0)::BIGINT AS passenger_m,
	d.passenger_m / d.persons AS mean_distance_m,
	d.median_m::DOUBLE AS median_distance_m,
	nullif(t.vehicles, 0)::BIGINT AS vehicles,
	r.runs::BIGINT AS runs,
	p.hour::INTEGER AS peak_hour,
	p.boardings::BIGINT AS peak_boardings,
	getvariable('service_date')::TIMESTAMP + to_minutes(w.minute) AS rolling_peak_at,
	w.boardings AS rolling_peak_boardings
FROM totals t
LEFT JOIN route_distance d ON d.route IS NOT DISTINCT FROM t.route
LEFT JOIN route_rolling w ON w.route IS NOT DISTINCT FROM t.route
LEFT JOIN route_peak p ON p.route IS NOT DISTINCT FROM t.route
LEFT JOIN runs r ON r.route = t.route
ORDER BY route_key
