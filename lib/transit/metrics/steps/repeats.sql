-- Taps that two deliveries hold alike: same card, vehicle, boarding time and route in more than one source. One of them
-- counts: the one whose alighting is known, else the one of the latest source. Rows without a card cannot be recognised
-- and all count. Repeats within one source were settled at ingest.
-- Reads: delivered_tap. Gives: repeated (rows that do not count).
CREATE TABLE repeated AS
WITH
	largest AS (SELECT source_no FROM delivered_tap GROUP BY source_no ORDER BY count(*) DESC, source_no LIMIT 1),
	-- Only a tap that is in a smaller source can be a repeat; those sources are small as a rule.
	suspect AS (
		SELECT DISTINCT card, vehicle_key, boarded_at, route_key
		FROM delivered_tap
		WHERE card IS NOT NULL AND source_no <> (SELECT source_no FROM largest)
	),
	alike AS (
		SELECT t.source_no, t.file_no, t.line, t.card, t.vehicle_key, t.boarded_at, t.route_key, t.alighted_at
		FROM delivered_tap t
		JOIN suspect s
			ON s.card = t.card AND s.boarded_at = t.boarded_at
			AND s.vehicle_key IS NOT DISTINCT FROM t.vehicle_key AND s.route_key IS NOT DISTINCT FROM t.route_key
	)
SELECT source_no, file_no, line
FROM alike
WINDOW same AS (PARTITION BY card, vehicle_key, boarded_at, route_key)
QUALIFY
	min(source_no) OVER same <> max(source_no) OVER same
	AND row_number() OVER (same ORDER BY alighted_at IS NULL, source_no DESC, file_no, line) > 1;
