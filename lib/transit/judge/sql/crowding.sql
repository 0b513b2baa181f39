-- Busiest section of each route, direction and hour: the highest estimated mean load, with the highest load of
-- any run in that hour. Null where the estimate is refused: with few alightings tapped, what was observed only grows and is
-- no load (practice.md 2.5). Source: summary table load.
WITH busiest AS (
	SELECT route_key, coalesce(direction, 'all') AS direction, hour, max(runs) AS runs,
		arg_min(
			{sequence: sequence, stop_key: stop_key, observed_mean: observed_mean, estimated_mean: estimated_mean},
			{unknown: estimated_mean IS NULL, fullest: -estimated_mean, sequence: sequence}
		) AS section,
		max(observed_max) FILTER (estimated_max IS NOT NULL) AS observed_max, max(estimated_max) AS estimated_max
	FROM summary('load')
	WHERE route_key IS NOT NULL
	GROUP BY ALL
)
SELECT route_key, direction, hour, section.sequence, section.stop_key, runs,
	if(section.estimated_mean IS NULL, NULL, section.observed_mean) AS observed_mean, section.estimated_mean, observed_max, estimated_max
FROM busiest
ORDER BY route_key, direction, hour
