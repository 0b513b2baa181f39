-- Runs of seated express routes by route, direction and hour of departure, with those whose highest load passed the seats.
-- Direction: that of the place where the run was fullest, because a round trip has both. Source: summary tables run_day, profile;
-- master route.
SELECT r.route_key, coalesce(p.direction, r.direction, 'all') AS direction,
	date_diff('hour', CAST(r.service_date AS TIMESTAMP), r.departed_at) AS hour,
	count(*) FILTER (round(r.max_load_estimated) > m.seats) AS runs_over_seats
FROM summary('run_day') AS r
JOIN (SELECT route_key, min(seats) AS seats FROM judge_route WHERE seated_express AND seats IS NOT NULL GROUP BY route_key) AS m USING (route_key)
LEFT JOIN summary('profile') AS p ON p.service_date = r.service_date AND p.route_key = r.route_key AND p.sequence = r.max_sequence
WHERE r.departed_at IS NOT NULL
GROUP BY ALL
