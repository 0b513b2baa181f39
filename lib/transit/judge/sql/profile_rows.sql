-- Load along each route over the whole day: the routes of which load_rows holds the hours. Source: summary tables profile, load, route_day.
WITH sizes AS (
	SELECT route_key, count(*) AS cells FROM summary('load') GROUP BY route_key
), ranked AS (
	SELECT route_key, sum(cells) OVER (ORDER BY boardings DESC NULLS LAST, route_key ROWS UNBOUNDED PRECEDING) AS so_far
	FROM sizes LEFT JOIN summary('route_day') USING (route_key)
)
SELECT p.* REPLACE (coalesce(p.direction, 'all') AS direction)
FROM summary('profile') AS p
JOIN ranked AS r USING (route_key)
WHERE r.so_far <= $most
ORDER BY r.so_far, p.direction, p.sequence
