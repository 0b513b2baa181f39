-- A stop that a route lists more than once (순환 노선, 회차지): which of its sequences a tap means follows from time. The taps of
-- the run at clear stops are marks of (time, sequence); so are departure and end. Between the mark before and the mark after, the
-- sequence expected at the tap's time is read off in proportion; the listed sequence nearest to it is taken. With no mark after
-- it, the first listed sequence that is not behind the mark before. Then boarding must stand before alighting: where they
-- do not, the tap's unclear end moves to the next listed sequence that fits. Without a run, only this last rule can tell.
-- Reads: tap, run, line_end, stop_listed_often. Changes: tap.
CREATE TABLE unclear AS
SELECT t.rowid AS tap_id, 'from' AS side, t.run_id, t.boarded_s AS at_s, o.seqs
FROM tap t JOIN stop_listed_often o ON o.route = t.route AND o.stop = t.from_stop
WHERE t.is_bus
UNION ALL
SELECT t.rowid, 'to', t.run_id, t.alighted_s, o.seqs
FROM tap t JOIN stop_listed_often o ON o.route = t.route AND o.stop = t.to_stop
WHERE t.is_bus AND t.alighted_s IS NOT NULL;

CREATE TABLE settled AS
WITH
	concerned AS (SELECT DISTINCT run_id FROM unclear WHERE run_id IS NOT NULL),
	seen AS (
		SELECT run_id, boarded_s AS at_s, from_seq AS seq FROM tap SEMI JOIN concerned USING (run_id) WHERE from_seq IS NOT NULL
		UNION ALL
		SELECT run_id, alighted_s, to_seq FROM tap SEMI JOIN concerned USING (run_id) WHERE to_seq IS NOT NULL
		UNION ALL
		SELECT r.run_id, r.departed_s, e.first_seq FROM run r SEMI JOIN concerned USING (run_id) JOIN line_end e USING (route)
		UNION ALL
		SELECT r.run_id, r.ended_s, e.last_seq FROM run r SEMI JOIN concerned USING (run_id) JOIN line_end e USING (route)
		WHERE r.ended_s IS NOT NULL
	),
	mark AS (SELECT run_id, at_s, min(seq) AS lowest, max(seq) AS highest FROM seen GROUP BY run_id, at_s),
	bounded AS (
		SELECT u.tap_id, u.side, u.at_s, u.seqs, b.at_s AS before_s, b.highest AS before_seq, a.at_s AS after_s, a.lowest AS after_seq
		FROM unclear u
		ASOF LEFT JOIN mark b ON b.run_id = u.run_id AND u.at_s >= b.at_s
		ASOF LEFT JOIN mark a ON a.run_id = u.run_id AND u.at_s <= a.at_s
		WHERE u.run_id IS NOT NULL
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
	)
SELECT
	tap_id, side,
	arg_min(seq, (
		CASE WHEN seq >= coalesce(before_seq, seq) AND seq <= coalesce(after_seq, seq) THEN 0 ELSE 1 END,
		abs(seq - expected),
		seq
	)) AS seq
FROM weighed
GROUP BY tap_id, side;

UPDATE tap SET from_seq = s.seq FROM settled s WHERE s.side = 'from' AND s.tap_id = tap.rowid;
UPDATE tap SET to_seq = s.seq FROM settled s WHERE s.side = 'to' AND s.tap_id = tap.rowid;

CREATE TABLE turned AS
SELECT
	t.rowid AS tap_id,
	list_min(list_filter(u.seqs, lambda s: s > t.from_seq)) AS to_seq
FROM tap t JOIN unclear u ON u.tap_id = t.rowid AND u.side = 'to'
WHERE t.from_seq IS NOT NULL AND (t.to_seq IS NULL OR t.to_seq <= t.from_seq);
UPDATE tap SET to_seq = n.to_seq FROM turned n WHERE n.tap_id = tap.rowid AND n.to_seq IS NOT NULL;

CREATE TABLE turned_back AS
SELECT
	t.rowid AS tap_id,
	list_max(list_filter(u.seqs, lambda s: s < t.to_seq)) AS from_seq
FROM tap t JOIN unclear u ON u.tap_id = t.rowid AND u.side = 'from'
WHERE t.to_seq IS NOT NULL AND (t.from_seq IS NULL OR t.to_seq <= t.from_seq);
UPDATE tap SET from_seq = n.from_seq FROM turned_back n WHERE n.tap_id = tap.rowid AND n.from_seq IS NOT NULL;
DROP TABLE unclear; DROP TABLE settled; DROP TABLE turned; DROP TABLE turned_back;
