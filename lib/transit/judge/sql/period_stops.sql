-- Stops over the period, most boardings first. Source: summary table route_stop_hour; master stop.
WITH named AS (
	SELECT stop_key, min(dong_name) AS dong_name FROM judge_stop GROUP BY stop_key
)
SELECT s.stop_key, min(n.dong_name) AS dong_name, sum(s.boardings) AS boardings, sum(s.alightings) AS alightings
FROM summary('route_stop_hour') AS s
LEFT JOIN named AS n USING (stop_key)
WHERE s.stop_key IS NOT NULL AND ($routes::VARCHAR[] IS NULL OR list_contains($routes::VARCHAR[], s.route_key))
GROUP BY s.stop_key
ORDER BY sum(s.boardings) DESC, sum(s.alightings) DESC, s.stop_key
LIMIT $most
