-- 하루 합계: one row over all routes; stops are those with a boarding or an alighting.
WITH
	totals AS (
		SELECT
			coalesce(sum(riders), 0)::BIGINT AS boardings,
			coalesce(sum(riders) FILTER (alighted_s IS NOT NULL), 0)::BIGINT AS alightings,
			count(*) AS taps,
			count(alighted_s) AS taps_with_alighting,
			count(*) FILTER (transfers > 0) AS transfer_taps,
			count(DISTINCT route) AS routes,
			nullif(count(DISTINCT vehicle), 0) AS vehicles
		FROM tap WHERE is_bus
	),
	distance AS (
		SELECT coalesce(sum(passenger_m), 0)::BIGINT AS passenger_m, coalesce(sum(persons), 0)::BIGINT AS distance_persons FROM route_distance
	),
	hours AS (SELECT hour, sum(boardings)::BIGINT AS boardings FROM cube GROUP BY hour)
SELECT
	t.boardings, t.alightings, t.taps, t.taps_with_alighting, t.transfer_taps, d.passenger_m, d.distance_persons,
	t.routes,
	(SELECT count(DISTINCT stop) FROM cube) AS stops,
	t.vehicles,
	(SELECT nullif(count(*), 0) FROM run) AS runs,
	(SELECT hour::INTEGER FROM hours ORDER BY boardings DESC, hour LIMIT 1) AS peak_hour,
	(SELECT max(boardings) FROM hours)::BIGINT AS peak_boardings
FROM totals t, distance d
