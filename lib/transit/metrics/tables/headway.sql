-- 배차간격: seconds between successive departures of a route and direction from its first stop; by the hour of the later departure, and for the
-- day (hour null). cv is the standard deviation over the mean. Expected wait of a rider who comes at random, with even loads:
-- mean / 2 × (1 + cv²). Departures of an hour include the day's first, which has no headway. Source of the departures: see compliance.
-- `stop_key` is null where the route's list is not on the master.
-- Source: facts 3 (배차간격).
WITH
	spaced AS (
		SELECT
			route_key, direction, departed_s,
			departed_s - lag(departed_s) OVER (PARTITION BY route_key, direction ORDER BY departed_s) AS headway_s
		FROM departure
	),
	grouped AS (
		SELECT
			route_key, direction, if(grouping(hour) = 1, NULL, hour) AS hour,
			count(*) AS departures, avg(headway_s) AS mean_s, quantile_disc(headway_s, 0.9) AS p90_s,
			stddev_pop(headway_s) / nullif(avg(headway_s), 0) AS cv
		FROM (SELECT *, greatest(4, least(27, departed_s // 3600)) AS hour FROM spaced)
		GROUP BY GROUPING SETS ((route_key, direction, hour), (route_key, direction))
	)
SELECT
	g.route_key, g.direction, f.stop_key, g.hour::INTEGER AS hour, g.departures::BIGINT AS departures,
	g.mean_s, g.p90_s::INTEGER AS p90_s, g.cv, g.mean_s / 2 * (1 + g.cv * g.cv) AS expected_wait_s
FROM grouped g
LEFT JOIN first_stop f ON f.route_key = g.route_key AND f.direction = g.direction
ORDER BY g.route_key, g.direction, g.hour NULLS FIRST
