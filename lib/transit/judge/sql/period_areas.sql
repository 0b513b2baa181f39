-- Use by 행정동 over the period, by where stops stand; stops and routes are those used on any day. Every dong of the area
-- master is listed. Source: summary table route_stop_hour; masters stop, area.
WITH placed AS (
	SELECT stop_key, min(dong_code) AS dong_code, min(dong_name) AS dong_name FROM judge_stop WHERE dong_code IS NOT NULL GROUP BY stop_key
), registered AS (
	SELECT dong_code, min(dong_name) AS dong_name, min(living_zone) AS living_zone, max(population) AS population
	FROM judge_area WHERE dong_code IS NOT NULL GROUP BY dong_code
), places AS (
	SELECT stop_key, route_key, sum(boardings) AS boardings, sum(alightings) AS alightings
	FROM summary('route_stop_hour')
	WHERE $routes::VARCHAR[] IS NULL OR list_contains($routes::VARCHAR[], route_key)
	GROUP BY ALL
), used AS (
	SELECT p.dong_code, min(p.dong_name) AS dong_name, count(DISTINCT s.stop_key) AS stops, count(DISTINCT s.route_key) AS routes,
		sum(s.boardings) AS boardings, sum(s.alightings) AS alightings
	FROM places AS s JOIN placed AS p USING (stop_key)
	GROUP BY p.dong_code
)
SELECT coalesce(u.dong_code, r.dong_code) AS dong_code, coalesce(r.dong_name, u.dong_name, '') AS dong_name,
	coalesce(r.living_zone, '') AS living_zone, r.population, coalesce(u.stops, 0) AS stops, coalesce(u.routes, 0) AS routes,
	coalesce(u.boardings, 0) AS boardings, coalesce(u.alightings, 0) AS alightings
FROM used AS u FULL JOIN registered AS r ON u.dong_code = r.dong_code
ORDER BY dong_code
