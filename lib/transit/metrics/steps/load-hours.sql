-- Loads of all runs at one stop in one hour: mean, highest, nine tenths of the runs at or below (p90, nearest rank, so that it
-- is a load that occurred; of fewer than ten runs that is the highest), and the sum over runs (통과인원), which is never a load of
-- one bus.
-- Source: facts 3 (재차인원, 통과인원). Reads: run_cell. Gives: load_hour.
CREATE TABLE load_hour AS
WITH
	plain AS (
		SELECT
			route, seq, hour,
			count(*)::INTEGER AS runs,
			sum(boarded)::BIGINT AS boardings,
			sum(alighted)::BIGINT AS alightings_observed,
			sum(alighted_estimated) AS alightings_estimated,
			max(load_observed)::INTEGER AS observed_max,
			max(load_estimated) AS estimated_max,
			sum(load_observed)::BIGINT AS section_observed,
			sum(load_estimated) AS section_estimated,
			count(*) FILTER (load_observed < 0)::INTEGER AS negative_cells
		FROM run_cell
		GROUP BY route, seq, hour
	),
	many AS (
		SELECT
			route, seq, hour,
			quantile_disc(load_observed, 0.9)::INTEGER AS observed_p90,
			quantile_disc(load_estimated, 0.9) AS estimated_p90
		FROM run_cell SEMI JOIN (SELECT route, seq, hour FROM plain WHERE runs >= 10) USING (route, seq, hour)
		GROUP BY route, seq, hour
	)
SELECT
	p.route, p.seq, p.hour,
	p.runs, p.boardings, p.alightings_observed, round(p.alightings_estimated, 2) AS alightings_estimated,
	p.section_observed / p.runs AS observed_mean, p.observed_max, coalesce(m.observed_p90, p.observed_max) AS observed_p90,
	round(p.section_estimated / p.runs, 2) AS estimated_mean, round(p.estimated_max, 2) AS estimated_max,
	round(coalesce(m.estimated_p90, p.estimated_max), 2) AS estimated_p90,
	p.section_observed, round(p.section_estimated, 2) AS section_estimated, p.negative_cells
FROM plain p LEFT JOIN many m ON m.route = p.route AND m.seq = p.seq AND m.hour = p.hour;
