-- Boardings, runs and highest load (estimated; null where the estimate is refused) of each route by day. Source: summary
-- tables route_day, profile.
WITH highest AS (
	SELECT service_date, route_key, max(estimated_max) AS max_load
	FROM summary('profile') GROUP BY ALL
)
SELECT CAST(r.service_date AS VARCHAR) AS service_date, r.route_key, r.boardings, r.runs, h.max_load
FROM summary('route_day') AS r
LEFT JOIN highest AS h USING (service_date, route_key)
WHERE r.route_key IS NOT NULL
ORDER BY r.service_date DESC, r.route_key
