-- Busiest section of each day, route, direction and hour with a load (estimated, observed where nothing is estimated):
-- its mean load, the highest load of any run, runs; only routes whose seats or capacity are registered.
-- `crowded`: mean load at or above the share of the capacity with enough runs; on seated express routes a load over the seats.
-- Source: summary table load; master route.
WITH bus AS (
	SELECT route_key, bool_or(coalesce(seated_express, false)) AS seated_express, max(seats) AS seats, max(capacity) AS capacity
	FROM judge_route GROUP BY route_key
), busiest AS (
	SELECT service_date, route_key, coalesce(direction, 'all') AS direction, hour, sequence, stop_key, runs,
		coalesce(estimated_mean, observed_mean) AS mean_load,
		max(coalesce(estimated_max, observed_max)) OVER (PARTITION BY service_date, route_key, direction, hour) AS max_load
	FROM summary('load')
	QUALIFY row_number() OVER (PARTITION BY service_date, route_key, direction, hour ORDER BY coalesce(estimated_mean, observed_mean) DESC NULLS LAST, sequence) = 1
), judged AS (
	SELECT b.*, bus.seated_express, if(bus.seated_express, bus.seats, bus.capacity) AS places,
		CASE WHEN bus.seated_express THEN round(b.max_load) > bus.seats
			ELSE b.mean_load >= $mean_share * bus.capacity AND b.runs >= $least_runs END AS crowded
	FROM busiest AS b JOIN bus USING (route_key)
	WHERE if(bus.seated_express, bus.seats, bus.capacity) > 0
), off_peak AS (
	SELECT route_key, direction, avg(mean_load) AS off_peak_mean
	FROM judged
	WHERE hour BETWEEN 6 AND 22 AND hour NOT IN (7, 8, 17, 18, 19)
	GROUP BY ALL
)
SELECT CAST(j.service_date AS VARCHAR) AS service_date, j.route_key, j.direction, j.hour, j.sequence, j.stop_key, j.runs, j.mean_load, j.max_load,
	j.seated_express, j.places, o.off_peak_mean
FROM judged AS j LEFT JOIN off_peak AS o USING (route_key, direction)
WHERE j.crowded
ORDER BY j.service_date DESC, j.route_key, j.direction, j.hour
