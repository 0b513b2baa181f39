-- Stops of the routes that ran on the service date, with the days on which more than the limit of persons boarded or
-- alighted; few such days first. `used`: persons by day, days without anybody left out. Named by the route of the stop
-- with the most boardings. Source: summary tables stop_hour, route_day; masters route_stop, stop.
WITH served AS (
	SELECT s.stop_key, arg_max(s.route_key, r.boardings) AS route_key, list(DISTINCT s.route_key) AS routes
	FROM judge_route_stop AS s JOIN summary('route_day') AS r USING (route_key)
	WHERE s.stop_key IS NOT NULL
	GROUP BY s.stop_key
), daily AS (
	SELECT stop_key, service_date, sum(boardings) + sum(alightings) AS persons
	FROM summary('stop_hour')
	GROUP BY ALL
), counted AS (
	SELECT stop_key, count(*) FILTER (persons > $users) AS busy_days, sum(persons) AS persons,
		list({'date': CAST(service_date AS VARCHAR), 'persons': persons} ORDER BY service_date DESC) AS used
	FROM daily GROUP BY stop_key
)
SELECT v.stop_key, v.route_key, v.routes, coalesce(c.busy_days, 0) AS busy_days, coalesce(c.persons, 0) AS persons, c.used
FROM served AS v
LEFT JOIN counted AS c USING (stop_key)
WHERE coalesce(c.busy_days, 0) <= $most_busy_days
ORDER BY persons, v.stop_key
