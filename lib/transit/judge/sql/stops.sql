-- Boardings and alightings by stop and hour, with the number of routes; most boardings first. Hours come as two lists of
-- the same length beside the list of hours. Stops that are not in the master keep their key and have no name.
-- Source: summary tables stop_hour, route_stop_hour; master stop.
WITH figures AS (
	SELECT stop_key, list(hour) AS hours, list(boardings) AS boardings, list(alightings) AS alightings,
		sum(boardings) AS total_boardings, sum(alightings) AS total_alightings
	FROM summary('stop_hour')
	WHERE stop_key IS NOT NULL
	GROUP BY stop_key
), served AS (
	SELECT stop_key, count(DISTINCT route_key) AS routes
	FROM summary('route_stop_hour')
	GROUP BY stop_key
), named AS (
	SELECT * FROM judge_stop QUALIFY row_number() OVER (PARTITION BY stop_key ORDER BY stop_name) = 1
)
SELECT f.*, coalesce(s.routes, 0) AS routes, n.stop_name, n.ars_no, n.dong_name, n.longitude, n.latitude
FROM figures AS f
LEFT JOIN served AS s USING (stop_key)
LEFT JOIN named AS n USING (stop_key)
ORDER BY total_boardings DESC, total_alightings DESC, stop_key
LIMIT $most
