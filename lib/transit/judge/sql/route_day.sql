-- Today's figures by route, most boardings first. Source: summary tables route_day, shape, compliance.
SELECT
	r.* REPLACE (coalesce(r.route_key, '') AS route_key),
	s.length_m, s.circuity, s.duplication, s.most_shared_route, s.most_shared_share,
	c.actual_one_way, c.actual_round, c.source AS compliance_source
FROM summary('route_day') AS r
LEFT JOIN summary('shape') AS s USING (route_key)
LEFT JOIN summary('compliance') AS c USING (route_key)
ORDER BY r.boardings DESC, r.route_key
