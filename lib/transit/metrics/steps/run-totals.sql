-- Each run with what it carried. Persons are all taps of the run, also those left out of loads. Direction: `out`, `in`, `round`
-- (both sides of the turnaround), `all` = not known.
-- Reads: run, run_span, run_cell, tap, line. Gives: run_total.
CREATE TABLE run_total AS
WITH
	tapped AS (
		SELECT
			run_id,
			coalesce(sum(riders) FILTER (alighted_s IS NOT NULL), 0)::BIGINT AS alightings,
			coalesce(sum(riders) FILTER (alighted_s IS NOT NULL AND from_seq IS NULL), 0)::BIGINT AS alightings_left_out
		FROM tap WHERE run_id IS NOT NULL
		GROUP BY run_id
	),
	loaded AS (
		SELECT
			run_id,
			sum(alighted_estimated) AS alightings_estimated,
			max(load_observed) AS max_load_observed,
			max(load_estimated) AS max_load_estimated,
			arg_min(seq, (-coalesce(load_estimated, load_observed), seq)) AS max_sequence,
			count(*) FILTER (load_observed < 0)::INTEGER AS negative_cells,
			arg_max(load_observed, seq) AS end_observed,
			arg_max(load_estimated, seq) AS end_estimated
		FROM run_cell
		GROUP BY run_id
	)
SELECT
	r.run_id, r.route, r.vehicle, r.operator, r.departed_s, r.ended_s, s.first_seq, s.last_seq, s.kind,
	CASE WHEN s.kind = 'round' THEN 'round' ELSE coalesce(l.direction, 'all') END AS direction,
	r.boardings::BIGINT AS boardings,
	t.alightings AS alightings_observed,
	round(d.alightings_estimated + t.alightings_left_out, 2) AS alightings_estimated,
	d.max_load_observed, round(d.max_load_estimated, 2) AS max_load_estimated, d.max_sequence, d.negative_cells,
	d.end_observed, d.end_estimated
FROM run r
JOIN tapped t USING (run_id)
LEFT JOIN run_span s USING (run_id)
LEFT JOIN loaded d USING (run_id)
LEFT JOIN line l ON l.route = r.route AND l.seq = s.last_seq;
