-- Stops over the period, most boardings first. Source: summary table route_stop_hour; master stop.
WITH named AS (
	SELECT stop_key, min(dong_name) AS dong_name FROM judge_stop GROUP BY stop_key
), used AS (
	SELECT stop_key, sum(boardings) AS boardings, sum(alightings) AS alightings
	FROM summary('route_stop_hour')
	WHERE stop_key IS NOT NULL AND ($routes::VARCHAR[] IS NULL OR list_contains($routes::VARCHAR[], route_key))
	GROUP BY stop_key
)
SELECT u.stop_key, n.dong_name, u.boardings, u.alightings
FROM used AS u
LEFT JOIN named AS n USING (stop_key)
ORDER BY u.boardings DESC, u.alightings DESC, u.stop_key
LIMIT $most
