-- Highest load of each route, and where it is: by the estimated load; routes whose estimate is refused have none.
-- Next stop: the one after it in the same direction. Source: summary tables load, profile.
WITH highest AS (
	SELECT route_key, coalesce(direction, 'all') AS direction, sequence, stop_key, hour,
		max(observed_max) OVER (PARTITION BY route_key) AS observed,
		max(estimated_max) OVER (PARTITION BY route_key) AS estimated
	FROM summary('load')
	WHERE route_key IS NOT NULL AND estimated_max IS NOT NULL
	QUALIFY row_number() OVER (
		PARTITION BY route_key
		ORDER BY estimated_max DESC, estimated_mean DESC NULLS LAST, hour, sequence
	) = 1
), following AS (
	SELECT route_key, sequence, lead(stop_key) OVER (PARTITION BY route_key ORDER BY sequence) AS next_stop
	FROM (SELECT DISTINCT ON (route_key, sequence) route_key, sequence, stop_key FROM summary('profile') ORDER BY route_key, sequence, stop_key)
)
SELECT h.route_key, h.direction, h.sequence, h.stop_key, h.hour, h.observed, h.estimated, f.next_stop
FROM highest AS h
LEFT JOIN following AS f USING (route_key, sequence)
