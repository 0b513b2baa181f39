-- Days, routes, directions and hours with a crowded section, of routes whose seats or capacity are registered. Crowded: mean
-- load (estimated; where the estimate is refused nothing is said) at or above the share of the capacity with enough runs; on seated
-- express routes a load of any run over the seats. Of several sections the fullest, of equals the first. Beside it the
-- mean of the busiest sections of the hours outside the peak. Source: summary table load; master route.
WITH bus AS (
	SELECT route_key, bool_or(coalesce(seated_express, false)) AS seated_express,
		if(bool_or(coalesce(seated_express, false)), max(seats), max(capacity)) AS places
	FROM judge_route GROUP BY route_key
	HAVING places > 0
), crowded AS (
	SELECT l.service_date, l.route_key, coalesce(l.direction, 'all') AS direction, l.hour, l.sequence, l.stop_key, l.runs,
		l.estimated_mean AS mean_load, l.estimated_max AS max_load,
		b.seated_express, b.places
	FROM summary('load') AS l JOIN bus AS b USING (route_key)
	WHERE if(
		b.seated_express,
		round(l.estimated_max) > b.places,
		l.estimated_mean >= $mean_share * b.places AND l.runs >= $least_runs
	)
	QUALIFY row_number() OVER (
		PARTITION BY l.service_date, l.route_key, l.direction, l.hour
		ORDER BY if(b.seated_express, max_load, mean_load) DESC, l.sequence
	) = 1
), off_peak AS (
	SELECT route_key, direction, avg(mean_load) AS off_peak_mean
	FROM (
		SELECT service_date, route_key, coalesce(direction, 'all') AS direction, hour, max(estimated_mean) AS mean_load
		FROM summary('load')
		WHERE route_key IN (SELECT route_key FROM crowded) AND hour BETWEEN 6 AND 22 AND hour NOT IN (7, 8, 17, 18, 19)
		GROUP BY ALL
	)
	GROUP BY ALL
)
SELECT c.* REPLACE (CAST(c.service_date AS VARCHAR) AS service_date), o.off_peak_mean
FROM crowded AS c
LEFT JOIN off_peak AS o USING (route_key, direction)
ORDER BY c.service_date DESC, c.route_key, c.direction, c.hour
