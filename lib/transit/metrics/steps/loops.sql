-- A stop that a route lists more than once (순환 노선, 회차지): which of its sequences a tap means follows from time. The taps of
-- the run at clear stops are marks of (time, sequence); so are departure and end. Between the mark before and the mark after, the
-- sequence expected at the tap's time is read off in proportion; the listed sequence nearest to it is taken. With no mark after
-- it, the first listed sequence that is not behind the mark before. Then boarding must stand before alighting: where they
-- do not, the tap's unclear end moves to the next listed sequence that fits. Without a run, only this last rule can tell.
-- Reads: tap_read, run, line, line_end. Gives: clear_stop (stops that a route lists once), settled (places of taps with an unclear end).
CREATE TABLE clear_stop AS SELECT route, stop, min(seq) AS seq FROM line GROUP BY route, stop HAVING count(*) = 1;
CREATE TABLE unclear AS
WITH
	often AS (SELECT route, stop, list(seq ORDER BY seq) AS seqs FROM line GROUP BY route, stop HAVING count(*) > 1),
	candidate AS (
		SELECT t.rowid AS tap_id, t.route, t.vehicle, t.departed_s, t.boarded_s, t.alighted_s, t.from_stop, t.to_stop
		FROM tap_read t
		WHERE t.is_bus AND t.route IN (SELECT route FROM often)
	)
SELECT c.*, r.run_id, b.seq AS from_clear, a.seq AS to_clear, bo.seqs AS from_seqs, ao.seqs AS to_seqs
FROM candidate c
LEFT JOIN often bo ON bo.route = c.route AND bo.stop = c.from_stop
LEFT JOIN often ao ON ao.route = c.route AND ao.stop = c.to_stop
LEFT JOIN clear_stop b ON b.route = c.route AND b.stop = c.from_stop
LEFT JOIN clear_stop a ON a.route = c.route AND a.stop = c.to_stop
LEFT JOIN run r ON r.route = c.route AND r.vehicle = c.vehicle AND r.departed_s = c.departed_s;

CREATE TABLE settled AS
WITH
	concerned AS (SELECT DISTINCT run_id FROM unclear WHERE run_id IS NOT NULL AND (from_seqs IS NOT NULL OR to_seqs IS NOT NULL)),
	ends AS (
		SELECT r.run_id, r.departed_s, r.ended_s, e.first_seq, e.last_seq
		FROM run r SEMI JOIN concerned USING (run_id) JOIN line_end e ON e.route = r.route
	),
	seen AS (
		SELECT run_id, boarded_s AS at_s, from_clear AS seq FROM unclear WHERE run_id IS NOT NULL AND from_clear IS NOT NULL
		UNION ALL
		SELECT run_id, alighted_s, to_clear FROM unclear WHERE run_id IS NOT NULL AND to_clear IS NOT NULL
		UNION ALL
		SELECT run_id, departed_s, first_seq FROM ends
		UNION ALL
		SELECT run_id, ended_s, last_seq FROM ends WHERE ended_s IS NOT NULL
	),
	mark AS (SELECT run_id, at_s, min(seq) AS lowest, max(seq) AS highest FROM seen GROUP BY run_id, at_s),
	wanted AS (
		SELECT tap_id, 'from' AS side, run_id, boarded_s AS at_s, from_seqs AS seqs FROM unclear WHERE run_id IS NOT NULL AND from_seqs IS NOT NULL
		UNION ALL
		SELECT tap_id, 'to', run_id, alighted_s, to_seqs FROM unclear WHERE run_id IS NOT NULL AND to_seqs IS NOT NULL
	),
	bounded AS (
		SELECT w.tap_id, w.side, w.at_s, w.seqs, b.at_s AS before_s, b.highest AS before_seq, a.at_s AS after_s, a.lowest AS after_seq
		FROM wanted w
		ASOF LEFT JOIN mark b ON b.run_id = w.run_id AND w.at_s >= b.at_s
		ASOF LEFT JOIN mark a ON a.run_id = w.run_id AND w.at_s <= a.at_s
	),
	weighed AS (
		SELECT
			tap_id, side, unnest(seqs) AS seq, before_seq, after_seq,
			CASE
				WHEN before_s IS NULL THEN after_seq
				WHEN after_s IS NULL OR after_s = before_s THEN before_seq
				ELSE before_seq + (after_seq - before_seq) * (at_s - before_s) / (after_s - before_s)
			END AS expected
		FROM bounded
	),
	chosen AS (
		SELECT
			tap_id, side,
			arg_min(seq, (
				CASE WHEN seq >= coalesce(before_seq, seq) AND seq <= coalesce(after_seq, seq) THEN 0 ELSE 1 END,
				abs(seq - expected),
				seq
			)) AS seq
		FROM weighed
		GROUP BY tap_id, side
	),
	both_ends AS (
		SELECT u.tap_id, u.from_seqs, u.to_seqs, coalesce(u.from_clear, b.seq) AS from_seq, coalesce(u.to_clear, a.seq) AS to_seq
		FROM unclear u
		LEFT JOIN chosen b ON b.tap_id = u.tap_id AND b.side = 'from'
		LEFT JOIN chosen a ON a.tap_id = u.tap_id AND a.side = 'to'
		WHERE u.from_seqs IS NOT NULL OR u.to_seqs IS NOT NULL
	),
	moved_on AS (
		SELECT tap_id, from_seqs, from_seq, if(
			from_seq >= coalesce(to_seq, from_seq), coalesce(list_min(list_filter(to_seqs, lambda s: s > from_seq)), to_seq), to_seq
		) AS to_seq
		FROM both_ends
	)
SELECT tap_id, to_seq, if(
	to_seq <= coalesce(from_seq, to_seq), coalesce(list_max(list_filter(from_seqs, lambda s: s < to_seq)), from_seq), from_seq
) AS from_seq
FROM moved_on;
DROP TABLE unclear;
