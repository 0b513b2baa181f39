-- Loads (재차인원) by route, direction, stop and hour: whole routes, those with the most boardings first, until the limit.
-- Source: summary tables load, route_day.
WITH sizes AS (
	SELECT route_key, count(*) AS cells FROM summary('load') GROUP BY route_key
), ranked AS (
	SELECT route_key, sum(cells) OVER (ORDER BY boardings DESC NULLS LAST, route_key ROWS UNBOUNDED PRECEDING) AS so_far
	FROM sizes LEFT JOIN summary('route_day') USING (route_key)
)
SELECT l.* REPLACE (coalesce(l.direction, 'all') AS direction)
FROM summary('load') AS l
JOIN ranked AS r USING (route_key)
WHERE r.so_far <= $most
ORDER BY r.so_far, l.direction, l.sequence, l.hour
