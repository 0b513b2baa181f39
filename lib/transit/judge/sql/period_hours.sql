-- Boardings and alightings by hour over the period. Source: summary table route_hour.
SELECT hour, sum(boardings) AS boardings, sum(alightings) AS alightings
FROM summary('route_hour')
WHERE $routes::VARCHAR[] IS NULL OR list_contains($routes::VARCHAR[], route_key)
GROUP BY hour
ORDER BY hour
