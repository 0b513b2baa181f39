-- 통행 사슬 정확도: alightings of bus taps that were not tapped and how many the chain found; and of tapped ones hidden from it, how many
-- it found at all, at the very stop, and within two stops on the route. `tried` are hidden alightings of cards with at least
-- two legs. All are taps, not persons.
-- Source: practice.md 2.5; JAKO201734158607086 (exact 33–54 %, within two stops 94 %).
WITH
	outcome AS (
		SELECT t.hidden, c.to_seq IS NOT NULL AS found, l.stop = t.to_stop AS exact, abs(c.to_seq - t.to_seq) <= 2 AS near
		FROM chain_task t
		LEFT JOIN chained c ON c.tap_id = t.tap_id
		LEFT JOIN line l ON l.route = t.route AND l.seq = c.to_seq
	)
SELECT
	(SELECT count(*) FROM tap WHERE is_bus AND alighted_s IS NULL)::BIGINT AS missing_alightings,
	count(*) FILTER (NOT hidden AND found)::BIGINT AS chained,
	count(*) FILTER (hidden)::BIGINT AS tried,
	count(*) FILTER (hidden AND found)::BIGINT AS found,
	count(*) FILTER (hidden AND exact)::BIGINT AS exact,
	count(*) FILTER (hidden AND near)::BIGINT AS within_two_stops,
	getvariable('walk_limit_m')::DOUBLE AS walk_limit_m
FROM outcome
