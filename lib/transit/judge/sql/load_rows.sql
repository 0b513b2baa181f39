-- Loads (재차인원) of each stop of a route over the whole day, and by hour: whole routes, those with the most boardings first, until the
-- limit. by_hour is JSON of seven lists of the same order: hours, boardings, alightings (observed), mean (observed, estimated), highest
-- (observed, estimated); one text is read much faster than seven lists. Source: summary tables profile, load, route_day.
WITH sizes AS (
	SELECT route_key, count(*) AS stops FROM summary('profile') GROUP BY route_key
), ranked AS (
	SELECT route_key, sum(stops) OVER (ORDER BY boardings DESC NULLS LAST, route_key ROWS UNBOUNDED PRECEDING) AS so_far
	FROM sizes LEFT JOIN summary('route_day') USING (route_key)
), by_hour AS (
	SELECT
		route_key, sequence,
		to_json([
			list(hour)::DOUBLE[], list(boardings)::DOUBLE[], list(alightings_observed)::DOUBLE[],
			list(round(observed_mean, 2))::DOUBLE[], list(estimated_mean)::DOUBLE[], list(observed_max)::DOUBLE[], list(estimated_max)::DOUBLE[]
		])::VARCHAR AS by_hour
	FROM summary('load')
	GROUP BY route_key, sequence
)
SELECT
	p.route_key, coalesce(p.direction, 'all') AS direction, p.sequence, p.stop_key, p.boardings, p.alightings_observed, p.alightings_estimated,
	round(p.observed_mean, 2) AS observed_mean, p.observed_max, p.observed_p90, p.estimated_mean, p.estimated_max, p.estimated_p90,
	h.by_hour
FROM summary('profile') AS p
JOIN ranked AS r USING (route_key)
LEFT JOIN by_hour AS h ON h.route_key = p.route_key AND h.sequence = p.sequence
WHERE r.so_far <= $most
ORDER BY r.so_far, p.direction, p.sequence
