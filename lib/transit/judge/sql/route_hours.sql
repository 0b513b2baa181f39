-- Boardings and alightings by route, direction and hour. Source: summary table route_hour.
SELECT coalesce(route_key, '') AS route_key, coalesce(direction, 'all') AS direction, hour, sum(boardings) AS boardings, sum(alightings) AS alightings
FROM summary('route_hour')
GROUP BY ALL
ORDER BY route_key, direction, hour
