-- Crowding of a week by route, direction and hour: on each day the busiest section (highest mean load; estimated,
-- observed where nothing is estimated); mean over days weighted by runs, highest load of any run. Source: summary table load.
WITH busiest AS (
	SELECT service_date, route_key, coalesce(direction, 'all') AS direction, hour,
		max(runs) OVER (PARTITION BY service_date, route_key, direction, hour) AS runs,
		coalesce(estimated_mean, observed_mean) AS mean_load,
		max(coalesce(estimated_max, observed_max)) OVER (PARTITION BY service_date, route_key, direction, hour) AS max_load
	FROM summary('load')
	WHERE route_key IS NOT NULL
	QUALIFY row_number() OVER (PARTITION BY service_date, route_key, direction, hour ORDER BY coalesce(estimated_mean, observed_mean) DESC NULLS LAST, sequence) = 1
)
SELECT route_key, direction, hour, count(*) AS days, sum(runs) AS runs,
	sum(mean_load * runs) / nullif(sum(runs) FILTER (mean_load IS NOT NULL), 0) AS mean_load,
	max(max_load) AS max_load
FROM busiest
GROUP BY ALL
ORDER BY route_key, direction, hour
