-- Shape of each route by day: stops shared with one other route, circuity, length. Source: summary table shape.
SELECT CAST(service_date AS VARCHAR) AS service_date, route_key, length_m, circuity, most_shared_route, most_shared_share
FROM summary('shape')
WHERE route_key IS NOT NULL
ORDER BY service_date DESC, route_key
