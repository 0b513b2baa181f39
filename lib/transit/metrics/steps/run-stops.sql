-- What happened at each stop of each run: persons on, off (tapped), off (chained), and `unknown`: those who boarded here and whose
-- alighting neither tap nor chain tells. A tap whose boarding stop is not on the route's list has no place and is left out of
-- loads (counted in quality); an alighting at a stop not on the list is unknown.
-- Reads: tap, chained, run, line_end. Gives: run_stop, run_span (the part of the list that the run drives).
CREATE TABLE run_stop AS
SELECT
	run_id, seq,
	sum(boarded)::INTEGER AS boarded, sum(alighted)::INTEGER AS alighted,
	sum(chained)::INTEGER AS chained, sum(unknown)::INTEGER AS unknown,
	max(at_s) AS at_s
FROM (
	SELECT t.run_id, t.from_seq AS seq, t.riders AS boarded, 0 AS alighted, 0 AS chained,
		if(t.to_seq IS NULL AND c.to_seq IS NULL, t.riders, 0) AS unknown, t.boarded_s AS at_s
	FROM tap t LEFT JOIN (SELECT tap_id, to_seq FROM chained WHERE NOT hidden) c ON c.tap_id = t.rowid
	WHERE t.run_id IS NOT NULL AND t.from_seq IS NOT NULL
	UNION ALL
	SELECT run_id, to_seq, 0, riders, 0, 0, alighted_s
	FROM tap
	WHERE run_id IS NOT NULL AND from_seq IS NOT NULL AND to_seq IS NOT NULL
	UNION ALL
	SELECT t.run_id, c.to_seq, 0, 0, t.riders, 0, NULL
	FROM tap t JOIN chained c ON c.tap_id = t.rowid AND NOT c.hidden
	WHERE t.run_id IS NOT NULL
)
GROUP BY run_id, seq;

-- A run drives the whole list. Only where the list is a round trip and fewer than half of the route's runs show riders on both sides of
-- the turnaround, its runs are one-way and each drives the side that its riders show. The load is not set to 0 at the
-- turnaround (practice.md 2.2).
CREATE TABLE run_span AS
WITH
	seen AS (SELECT run_id, min(seq) AS first_seen, max(seq) AS last_seen, sum(unknown) AS unknown FROM run_stop GROUP BY run_id),
	sided AS (
		SELECT
			r.run_id, r.route, r.departed_s, e.first_seq, e.last_seq, e.turn_seq, e.round_list, s.first_seen, s.last_seen, s.unknown,
			s.first_seen < e.turn_seq AND s.last_seen > e.turn_seq AS both_sides
		FROM run r JOIN seen s USING (run_id) JOIN line_end e ON e.route = r.route
	),
	route_round AS (
		SELECT route, count(*) FILTER (both_sides) * 2 >= count(*) AS round_runs FROM sided WHERE turn_seq IS NOT NULL GROUP BY route
	)
SELECT
	s.run_id, s.route, s.departed_s, s.unknown,
	CASE WHEN s.turn_seq IS NULL OR w.round_runs OR s.first_seen < s.turn_seq THEN s.first_seq
		WHEN s.first_seen = s.turn_seq THEN s.turn_seq
		ELSE s.turn_seq + 1 END AS first_seq,
	CASE WHEN s.turn_seq IS NULL OR w.round_runs OR s.last_seen > s.turn_seq THEN s.last_seq ELSE s.turn_seq END AS last_seq,
	-- What the run is: `round`, `half` (one way of a round-trip list), `oneWay`; null where nothing tells.
	CASE WHEN NOT s.round_list THEN 'oneWay' WHEN w.round_runs OR s.both_sides THEN 'round' WHEN s.round_list THEN 'half' END AS kind
FROM sided s LEFT JOIN route_round w ON w.route = s.route;
