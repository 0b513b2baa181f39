-- 노선·방향·정류장·시간대별 승하차: persons at each place of each route by hour. Sequence and direction are null and `all` where the
-- stop is not on the route's list.
-- Source: facts 3 (승차인원, 하차인원).
SELECT
	route::VARCHAR AS route_key, direction, seq::INTEGER AS sequence, stop::VARCHAR AS stop_key, hour::INTEGER AS hour, boardings, alightings
FROM cube
ORDER BY route, seq, stop, hour
