-- Runs of seated express routes by route, direction and hour of departure, with those whose highest load passed the seats.
-- Source: summary table run_day; master route.
SELECT r.route_key, coalesce(r.direction, 'all') AS direction,
	date_diff('hour', CAST(r.service_date AS TIMESTAMP), r.departed_at) AS hour,
	count(*) FILTER (round(coalesce(r.max_load_estimated, r.max_load_observed)) > m.seats) AS runs_over_seats
FROM summary('run_day') AS r
JOIN (SELECT route_key, min(seats) AS seats FROM judge_route WHERE seated_express AND seats IS NOT NULL GROUP BY route_key) AS m USING (route_key)
WHERE r.departed_at IS NOT NULL
GROUP BY ALL
