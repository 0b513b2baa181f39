-- Each tap's place on its route: the sequence of the boarding and of the alighting stop. A stop that the route lists once is clear.
-- Reads: tap_read, run, line. Gives: tap (with run_id, from_seq, to_seq; null = stop not on the route's list, or listed more
-- than once and settled by the next step), stop_listed_often.
CREATE TABLE stop_listed_often AS
SELECT route, stop, list(seq ORDER BY seq) AS seqs FROM line GROUP BY route, stop HAVING count(*) > 1;
CREATE TABLE tap AS
WITH
	clear AS (SELECT route, stop, min(seq) AS seq FROM line GROUP BY route, stop HAVING count(*) = 1)
SELECT
	t.card, t.transaction, t.is_bus, t.route, t.vehicle, t.user_type, t.boarded_s, t.from_stop, t.alighted_s, t.to_stop,
	t.transfers, t.riders, t.distance_m,
	r.run_id,
	CAST(b.seq AS SMALLINT) AS from_seq,
	CAST(a.seq AS SMALLINT) AS to_seq
FROM (SELECT *, if(is_bus, route, NULL) AS bus_route FROM tap_read) t
LEFT JOIN run r ON r.route = t.bus_route AND r.vehicle = t.vehicle AND r.departed_s = t.departed_s
LEFT JOIN clear b ON b.route = t.bus_route AND b.stop = t.from_stop
LEFT JOIN clear a ON a.route = t.bus_route AND a.stop = t.to_stop;
DROP TABLE tap_read;
