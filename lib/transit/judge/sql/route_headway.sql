-- Headway of each route over the whole day, in the direction with the most departures. Source: summary table headway.
SELECT route_key, mean_s, p90_s, cv, expected_wait_s
FROM summary('headway')
WHERE hour IS NULL AND mean_s IS NOT NULL AND cv IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY route_key ORDER BY departures DESC, direction, stop_key) = 1
