-- Boardings and alightings at the finest grain that the tables share: route, place on the route, stop, hour. Persons (riders),
-- not rows. Boardings by the hour of boarding, alightings by the hour of alighting. Rail taps are not counted.
-- Reads: tap, line. Gives: cube.
CREATE TABLE cube AS
SELECT
	c.route, c.seq, c.stop, c.hour,
	coalesce(l.direction, 'all') AS direction,
	c.boardings, c.alightings, c.taps, c.taps_with_alighting, c.transfers
FROM (
	SELECT
		route, seq, stop, hour,
		sum(boardings)::BIGINT AS boardings,
		sum(alightings)::BIGINT AS alightings,
		sum(taps)::BIGINT AS taps,
		sum(taps_with_alighting)::BIGINT AS taps_with_alighting,
		sum(transfers)::BIGINT AS transfers
	FROM (
		SELECT
			route, from_seq AS seq, from_stop AS stop, (boarded_s // 3600)::TINYINT AS hour,
			riders AS boardings, 0 AS alightings, 1 AS taps,
			if(alighted_s IS NULL, 0, 1) AS taps_with_alighting,
			if(transfers > 0, riders, 0) AS transfers
		FROM tap WHERE is_bus
		UNION ALL
		SELECT route, to_seq, to_stop, least(alighted_s // 3600, 27)::TINYINT, 0, riders, 0, 0, 0
		FROM tap WHERE is_bus AND alighted_s IS NOT NULL
	)
	GROUP BY route, seq, stop, hour
) c
LEFT JOIN line l ON l.route = c.route AND l.seq = c.seq;
