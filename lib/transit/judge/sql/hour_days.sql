-- Boardings and alightings (persons) by day and hour 4 … 27 over all routes. Source: summary table route_hour.
SELECT service_date, hour, sum(boardings) AS boardings, sum(alightings) AS alightings
FROM summary('route_hour')
GROUP BY ALL
ORDER BY service_date, hour
