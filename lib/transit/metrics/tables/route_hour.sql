-- 노선·방향·시간대별 승하차: persons by route, direction and hour of the operating day (4 … 27). Boardings by the hour of boarding,
-- alightings (tapped only) by the hour of alighting. `all` is not a total: it holds taps whose direction is not known.
-- Source: practice.md 2.1; facts 3 (승차인원, 하차인원).
SELECT
	route::VARCHAR AS route_key, direction, hour::INTEGER AS hour,
	sum(boardings)::BIGINT AS boardings, sum(alightings)::BIGINT AS alightings,
	sum(taps)::BIGINT AS taps, sum(taps_with_alighting)::BIGINT AS taps_with_alighting
FROM cube
GROUP BY ALL
ORDER BY ALL
