-- Busiest section of each route, direction and hour: the highest mean load (estimated, observed where nothing is
-- estimated), with the highest load of any run in that hour. Source: summary table load.
SELECT route_key, coalesce(direction, 'all') AS direction, hour, sequence, stop_key,
	max(runs) OVER (PARTITION BY route_key, direction, hour) AS runs,
	observed_mean, estimated_mean,
	max(observed_max) OVER (PARTITION BY route_key, direction, hour) AS observed_max,
	max(estimated_max) OVER (PARTITION BY route_key, direction, hour) AS estimated_max
FROM summary('load')
WHERE route_key IS NOT NULL
QUALIFY row_number() OVER (
	PARTITION BY route_key, direction, hour
	ORDER BY coalesce(estimated_mean, observed_mean) DESC NULLS LAST, sequence
) = 1
ORDER BY route_key, direction, hour
