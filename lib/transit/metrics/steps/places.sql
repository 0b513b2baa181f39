-- Each tap with its run and its places on the route: the sequences of the boarding and of the alighting stop; null where the stop
-- is not on the route's list, or stands on it more than once and nothing tells which is meant.
-- Reads: tap_read, run, clear_stop, settled. Gives: tap.
CREATE TABLE tap AS
SELECT
	t.card, t.transaction, t.is_bus, t.route, t.vehicle, t.user_type, t.boarded_s, t.from_stop, t.alighted_s, t.to_stop,
	t.transfers, t.riders, t.distance_m,
	r.run_id,
	CAST(coalesce(b.seq, s.from_seq) AS SMALLINT) AS from_seq,
	CAST(coalesce(a.seq, s.to_seq) AS SMALLINT) AS to_seq
FROM (SELECT *, rowid AS tap_id, if(is_bus, route, NULL) AS bus_route FROM tap_read) t
LEFT JOIN run r ON r.route = t.bus_route AND r.vehicle = t.vehicle AND r.departed_s = t.departed_s
LEFT JOIN clear_stop b ON b.route = t.bus_route AND b.stop = t.from_stop
LEFT JOIN clear_stop a ON a.route = t.bus_route AND a.stop = t.to_stop
LEFT JOIN settled s ON s.tap_id = t.tap_id;
DROP TABLE tap_read; DROP TABLE clear_stop; DROP TABLE settled;
