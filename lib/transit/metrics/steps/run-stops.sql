-- What happened at each stop of each run: persons on and off as tapped; and, apart, what was not tapped: persons off as chained, and
-- `unknown`: those who boarded here and whose alighting neither tap nor chain tells. A tap whose boarding stop is not on the
-- route's list has no place and is left out of loads (counted in quality); an alighting at a stop not on the list is unknown.
-- Reads: tap, chained, run, line_end. Gives: run_stop, run_gap, run_span (the part of the list that the run drives).
CREATE TABLE run_stop AS
SELECT run_id, seq, sum(boarded)::INTEGER AS boarded, sum(alighted)::INTEGER AS alighted, max(at_s) AS at_s
FROM (
	SELECT run_id, from_seq AS seq, riders AS boarded, 0 AS alighted, boarded_s AS at_s
	FROM tap
	WHERE run_id IS NOT NULL AND from_seq IS NOT NULL
	UNION ALL
	SELECT run_id, to_seq, 0, riders, alighted_s
	FROM tap
	WHERE run_id IS NOT NULL AND from_seq IS NOT NULL AND to_seq IS NOT NULL
)
GROUP BY run_id, seq;
CREATE TABLE run_gap AS
WITH
	gap AS (
		SELECT t.run_id, t.from_seq, t.riders, c.to_seq
		FROM (SELECT rowid AS tap_id, run_id, from_seq, riders FROM tap WHERE run_id IS NOT NULL AND from_seq IS NOT NULL AND to_seq IS NULL) t
		LEFT JOIN chained c ON c.tap_id = t.tap_id
	)
SELECT run_id, seq, sum(chained)::INTEGER AS chained, sum(unknown)::INTEGER AS unknown
FROM (
	SELECT run_id, to_seq AS seq, riders AS chained, 0 AS unknown FROM gap WHERE to_seq IS NOT NULL
	UNION ALL
	SELECT run_id, from_seq, 0, riders FROM gap WHERE to_seq IS NULL
)
GROUP BY run_id, seq;

-- A run drives the whole list. Only where the list is a round trip and fewer than half of the route's runs show riders on both sides of
-- the turnaround, its runs are one-way and each drives the side that its riders show. The load is not set to 0 at the
-- turnaround (practice.md 2.2).
CREATE TABLE run_span AS
WITH
	gap AS (SELECT run_id, min(seq) AS first_seen, max(seq) AS last_seen, sum(unknown) AS unknown FROM run_gap GROUP BY run_id),
	tapped AS (SELECT run_id, min(seq) AS first_seen, max(seq) AS last_seen FROM run_stop GROUP BY run_id),
	seen AS (
		SELECT
			t.run_id, least(t.first_seen, g.first_seen) AS first_seen, greatest(t.last_seen, g.last_seen) AS last_seen,
			coalesce(g.unknown, 0) AS unknown
		FROM tapped t LEFT JOIN gap g USING (run_id)
	),
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
