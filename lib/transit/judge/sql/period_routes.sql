-- Routes over the period, most boardings first: sums of boardings and runs, hour with the most boardings, mean and highest
-- of the daily highest loads (estimated; null where the estimate is refused). Source: summary tables route_day, route_hour, profile.
WITH days AS (
	SELECT coalesce(route_key, '') AS route_key, sum(boardings) AS boardings, sum(runs) AS runs
	FROM summary('route_day') GROUP BY ALL
), peaks AS (
	SELECT route_key, hour AS peak_hour
	FROM (SELECT coalesce(route_key, '') AS route_key, hour, sum(boardings) AS boardings FROM summary('route_hour') GROUP BY ALL)
	WHERE boardings > 0
	QUALIFY row_number() OVER (PARTITION BY route_key ORDER BY boardings DESC, hour) = 1
), loads AS (
	SELECT route_key, avg(max_load) AS mean_max_load, max(max_load) AS max_load
	FROM (SELECT service_date, route_key, max(estimated_max) AS max_load FROM summary('profile') GROUP BY ALL)
	GROUP BY route_key
)
SELECT d.route_key, d.boardings, d.runs, p.peak_hour, l.mean_max_load, l.max_load
FROM days AS d
LEFT JOIN peaks AS p USING (route_key)
LEFT JOIN loads AS l USING (route_key)
WHERE $routes::VARCHAR[] IS NULL OR list_contains($routes::VARCHAR[], d.route_key)
ORDER BY d.boardings DESC, d.route_key
