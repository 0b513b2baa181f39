-- Routes (all, or those asked for) and their runs by 생활권: routes with a boarding or alighting at a stop of the zone. Source: summary tables
-- route_stop_hour, route_day; masters stop, area.
WITH zone_of_stop AS (
	SELECT DISTINCT s.stop_key, coalesce(a.living_zone, '') AS living_zone
	FROM judge_stop AS s JOIN judge_area AS a USING (dong_code)
), serving AS (
	SELECT DISTINCT z.living_zone, h.route_key
	FROM summary('route_stop_hour') AS h JOIN zone_of_stop AS z USING (stop_key)
	WHERE $routes::VARCHAR[] IS NULL OR list_contains($routes::VARCHAR[], h.route_key)
)
SELECT living_zone, count(DISTINCT route_key) AS routes, sum(r.runs) AS runs
FROM serving LEFT JOIN summary('route_day') AS r USING (route_key)
GROUP BY living_zone
