-- Lists of stops of the routes in an import. A list whose two directions are numbered apart (both from 1) becomes one: the way back
-- follows the way out. `turn` marks the turnaround where the source does: up to it `out`, after it `in`. A stop that stands twice in a
-- list is a loop and stays; of two rows with the same number the later one counts.
-- Reads: import_rows. Gives: import_latest.
CREATE OR REPLACE TEMP TABLE import_latest AS
WITH
	two_lists AS (
		SELECT DISTINCT route_key FROM import_rows
		WHERE direction IN ('out', 'in')
		GROUP BY route_key, sequence HAVING count(DISTINCT direction) > 1
	),
	way_out AS (SELECT route_key, max(sequence) AS last FROM import_rows SEMI JOIN two_lists USING (route_key) WHERE direction = 'out' GROUP BY route_key),
	numbered AS (
		SELECT r.ordinal, r.route_key, r.sequence + if(r.direction = 'in', coalesce(w.last, 0), 0) AS sequence, r.stop_key, r.direction, r.distance_m, r.turn
		FROM import_rows r LEFT JOIN way_out w USING (route_key)
	),
	turnaround AS (SELECT route_key, min(sequence) AS turn_at FROM numbered WHERE turn GROUP BY route_key)
SELECT
	n.route_key,
	CAST(n.sequence AS INTEGER) AS sequence,
	n.stop_key,
	coalesce(n.direction, CASE WHEN t.turn_at IS NOT NULL THEN if(n.sequence <= t.turn_at, 'out', 'in') END) AS direction,
	n.distance_m
FROM numbered n LEFT JOIN turnaround t USING (route_key)
QUALIFY row_number() OVER (PARTITION BY n.route_key, n.sequence ORDER BY n.ordinal DESC) = 1;
