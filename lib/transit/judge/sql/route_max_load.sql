-- Highest load of each route, and where it is: by the estimated load; routes whose estimate is refused have none.
-- Next stop: the one after it in the same direction. Source: summary tables load, profile.
WITH highest AS (
	SELECT route_key, max(observed_max) AS observed, max(estimated_max) AS estimated,
		arg_min(
			{direction: coalesce(direction, 'all'), sequence: sequence, stop_key: stop_key, hour: hour},
			{fullest: -estimated_max, mean: -coalesce(estimated_mean, 0), hour: hour, sequence: sequence}
		) AS place
	FROM summary('load')
	WHERE route_key IS NOT NULL AND estimated_max IS NOT NULL
	GROUP BY route_key
), following AS (
	SELECT route_key, sequence, lead(stop_key) OVER (PARTITION BY route_key ORDER BY sequence) AS next_stop
	FROM (SELECT DISTINCT ON (route_key, sequence) route_key, sequence, stop_key FROM summary('profile') ORDER BY route_key, sequence, stop_key)
)
SELECT h.route_key, h.place.direction, h.place.sequence, h.place.stop_key, h.place.hour, h.observed, h.estimated, f.next_stop
FROM highest AS h
LEFT JOIN following AS f ON f.route_key = h.route_key AND f.sequence = h.place.sequence
