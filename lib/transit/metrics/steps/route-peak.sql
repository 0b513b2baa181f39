-- Figures of each route that need more than the cube.
-- Distance: only taps with an alighting and a distance above 0 and not above the route's length, where that is known; each
-- person counts (mean and median). Rolling peak: the 60 minutes from any full minute with the most boardings, the earliest on a tie; it may
-- cross an hour.
-- Source: facts 3 (평균 이용거리, 첨두시간). Reads: tap, cube, master_route. Gives: route_distance, route_rolling, route_peak.
CREATE TABLE route_distance AS
WITH
	length AS (SELECT route_key, max(length_m) AS length_m FROM master_route GROUP BY route_key),
	ride AS (
		SELECT t.route, t.distance_m, t.riders
		FROM tap t LEFT JOIN length l ON l.route_key = CAST(t.route AS VARCHAR)
		WHERE t.is_bus AND t.alighted_s IS NOT NULL AND t.distance_m > 0
			AND t.distance_m <= coalesce(l.length_m, t.distance_m) AND t.riders > 0
	),
	person AS (
		SELECT route, distance_m FROM ride
		UNION ALL
		SELECT route, distance_m FROM (SELECT route, distance_m, unnest(range(1, riders)) FROM ride WHERE riders > 1)
	)
SELECT route, count(*) AS persons, sum(distance_m)::BIGINT AS passenger_m, median(distance_m) AS median_m
FROM person
GROUP BY route;
CREATE TABLE route_rolling AS
WITH
	by_minute AS (
		SELECT route, (boarded_s // 60)::INTEGER AS minute, sum(riders)::INTEGER AS boardings
		FROM tap WHERE is_bus
		GROUP BY ALL
	),
	rolling AS (
		SELECT route, minute, sum(boardings) OVER (
			PARTITION BY route ORDER BY minute RANGE BETWEEN CURRENT ROW AND 59 FOLLOWING
		) AS boardings
		FROM by_minute
	)
SELECT route, max(boardings)::BIGINT AS boardings, arg_min(minute, (-boardings, minute)) AS minute
FROM rolling
GROUP BY route;
CREATE TABLE route_peak AS
SELECT route, arg_min(hour, (-boardings, hour)) AS hour, max(boardings) AS boardings
FROM (SELECT route, hour, sum(boardings)::BIGINT AS boardings FROM cube GROUP BY route, hour)
GROUP BY route;
