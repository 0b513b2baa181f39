-- Crowding of a week by route, direction and hour: on each day the busiest section (highest estimated
-- mean load; null where the estimate is refused); mean over days weighted by runs, highest load of any run. Source: summary table load.
WITH busiest AS (
	SELECT service_date, route_key, coalesce(direction, 'all') AS direction, hour, max(runs) AS runs,
		max(estimated_mean) AS mean_load, max(estimated_max) AS max_load
	FROM summary('load')
	WHERE route_key IS NOT NULL
	GROUP BY ALL
)
SELECT route_key, direction, hour, count(*) AS days, sum(runs) AS runs,
	sum(mean_load * runs) / nullif(sum(runs) FILTER (mean_load IS NOT NULL), 0) AS mean_load,
	max(max_load) AS max_load
FROM busiest
GROUP BY ALL
ORDER BY route_key, direction, hour
