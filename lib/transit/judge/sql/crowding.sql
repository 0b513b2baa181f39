-- Busiest section of each route, direction and hour: the highest estimated mean load, with the highest load of
-- any run in that hour. Null where the estimate is refused: with few alightings tapped, what was observed only grows and is
-- no load (practice.md 2.5). Source: summary table load.
SELECT route_key, coalesce(direction, 'all') AS direction, hour, sequence, stop_key,
	max(runs) OVER (PARTITION BY route_key, direction, hour) AS runs,
	if(estimated_mean IS NULL, NULL, observed_mean) AS observed_mean, estimated_mean,
	max(if(estimated_max IS NULL, NULL, observed_max)) OVER (PARTITION BY route_key, direction, hour) AS observed_max,
	max(estimated_max) OVER (PARTITION BY route_key, direction, hour) AS estimated_max
FROM summary('load')
WHERE route_key IS NOT NULL
QUALIFY row_number() OVER (
	PARTITION BY route_key, direction, hour
	ORDER BY estimated_mean DESC NULLS LAST, sequence
) = 1
ORDER BY route_key, direction, hour
