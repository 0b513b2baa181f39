-- 이용자 유형·시간대별 승하차: persons by route, kind of rider and hour. Cells of few persons are hidden by the reports, not here.
-- Source: facts 2.1 (사용자구분코드); practice.md 2.1.
SELECT
	route::VARCHAR AS route_key, user_type::VARCHAR AS user_type, hour::INTEGER AS hour,
	sum(boardings)::BIGINT AS boardings, sum(alightings)::BIGINT AS alightings
FROM (
	SELECT route, user_type, boarded_s // 3600 AS hour, riders AS boardings, 0 AS alightings FROM tap WHERE is_bus
	UNION ALL
	SELECT route, user_type, least(alighted_s // 3600, 27), 0, riders FROM tap WHERE is_bus AND alighted_s IS NOT NULL
)
GROUP BY ALL
ORDER BY ALL
