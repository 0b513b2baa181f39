-- 정류장·시간대별 승하차: persons at each stop by hour, all routes. `transfers` are boardings that are a second or later leg (환승건수 ≥ 1).
-- Source: facts 3 (승차인원, 하차인원, 환승률).
SELECT
	stop::VARCHAR AS stop_key, hour::INTEGER AS hour,
	sum(boardings)::BIGINT AS boardings, sum(alightings)::BIGINT AS alightings, sum(transfers)::BIGINT AS transfers
FROM cube
GROUP BY ALL
ORDER BY ALL
