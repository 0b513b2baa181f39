-- Day by day over the period, of all routes or those asked for (null = all). Source: summary table route_day.
SELECT CAST(service_date AS VARCHAR) AS service_date, sum(boardings) AS boardings, sum(alightings) AS alightings,
	sum(taps_with_alighting) / nullif(sum(taps), 0) AS tag_off_rate
FROM summary('route_day')
WHERE $routes::VARCHAR[] IS NULL OR list_contains($routes::VARCHAR[], route_key)
GROUP BY service_date
ORDER BY service_date
