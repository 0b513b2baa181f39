-- On-board load (재차인원) leaving each stop of each run: L(i) = L(i-1) + on(i) - off(i), L(0) = 0. Observed: off are tapped alightings only.
-- Estimated: chained ones too, and who is left is spread over the later stops in proportion to the tapped alightings there
-- of the route's runs of the same departure hour (to the last stop where there are none). A route whose tag-off rate is below the
-- floor has no such spread: if it needs one, its estimates are null. Loads below 0 stay as they are and are counted.
-- The hour is that of the last tap of the run up to the stop, or of the departure. Stops without taps carry the load on.
-- Source: facts 3 (재차인원; proportional fallback); practice.md 2.2, 2.5. Reads: run_stop, run_gap, run_span, line, tap. Gives: route_estimate, run_cell.
CREATE TABLE route_estimate AS
SELECT s.route, sum(s.unknown) AS unknown, t.tag_off_rate, sum(s.unknown) > 0 AND t.tag_off_rate < getvariable('tag_off_floor') AS refused
FROM run_span s
JOIN (SELECT route, count(alighted_s) / count(*) AS tag_off_rate FROM tap WHERE is_bus GROUP BY route) t ON t.route = s.route
GROUP BY s.route, t.tag_off_rate;

-- Tapped alightings at a stop and behind it, by route and hour of departure, where they are needed.
CREATE TABLE leaving AS
WITH
	wanted AS (
		SELECT DISTINCT s.route, s.departed_s // 3600 AS hour
		FROM run_span s JOIN route_estimate e ON e.route = s.route
		WHERE s.unknown > 0 AND NOT e.refused
	),
	seen AS (
		SELECT s.route, s.departed_s // 3600 AS hour, c.seq, sum(c.alighted) AS alighted
		FROM run_stop c JOIN run_span s USING (run_id)
		SEMI JOIN wanted w ON w.route = s.route AND w.hour = s.departed_s // 3600
		GROUP BY ALL
	)
SELECT
	w.route, w.hour, l.seq,
	coalesce(s.alighted, 0)::DOUBLE AS here,
	coalesce(sum(s.alighted::DOUBLE) OVER (
		PARTITION BY w.route, w.hour ORDER BY l.seq ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
	), 0) AS behind
FROM wanted w
JOIN line l ON l.route = w.route
LEFT JOIN seen s ON s.route = w.route AND s.hour = w.hour AND s.seq = l.seq;

CREATE TABLE run_cell AS
WITH
	span AS (
		-- `beyond`: tapped alightings of other runs behind the end of this one; nobody of this run can leave there.
		SELECT s.*, if(s.unknown > 0 AND NOT e.refused, s.route, NULL) AS spread_route, s.departed_s // 3600 AS departure_hour, e.refused, w.behind AS beyond
		FROM run_span s
		JOIN route_estimate e ON e.route = s.route
		LEFT JOIN leaving w
			ON w.route = if(s.unknown > 0 AND NOT e.refused, s.route, NULL) AND w.hour = s.departed_s // 3600 AND w.seq = s.last_seq
	),
	cell AS (
		SELECT
			s.run_id, s.route, l.seq,
			coalesce(c.boarded, 0) AS boarded, coalesce(c.alighted, 0) AS alighted,
			coalesce(g.chained, 0) AS chained, coalesce(g.unknown, 0) AS unknown,
			greatest(s.departed_s, c.at_s) AS at_s,
			-- Weights of leaving here and behind; the millionth makes those whom no weight takes off leave at the last stop, where
			-- nothing is behind. Null where estimates are refused, and so is all that follows from them.
			if(s.refused, NULL, coalesce(w.here, 0) + if(l.seq = s.last_seq, 1e-6, 0)) AS here,
			if(s.refused, NULL, if(l.seq = s.last_seq, 0, coalesce(w.behind - s.beyond, 0) + 1e-6)) AS behind
		FROM span s
		JOIN line l ON l.route = s.route AND l.seq BETWEEN s.first_seq AND s.last_seq
		LEFT JOIN run_stop c ON c.run_id = s.run_id AND c.seq = l.seq
		LEFT JOIN run_gap g ON g.run_id = s.run_id AND g.seq = l.seq
		LEFT JOIN leaving w ON w.route = s.spread_route AND w.hour = s.departure_hour AND w.seq = l.seq
	),
	along AS (
		SELECT
			run_id, route, seq, boarded, alighted, chained, unknown, here, behind,
			max(at_s) OVER way AS at_s,
			sum((boarded - alighted)::DOUBLE) OVER way AS load_observed,
			sum((chained + unknown)::DOUBLE) OVER way AS put_right,
			-- Aboard with unknown alighting: behind(i) × Σ unknown(b) / behind(b) over boardings b up to here.
			sum(if(unknown > 0 AND behind > 0, unknown / behind, 0)) OVER way AS share
		FROM cell
		WINDOW way AS (PARTITION BY run_id ORDER BY seq)
	)
SELECT
	run_id, route, seq,
	greatest(4, least(27, at_s // 3600))::TINYINT AS hour,
	boarded, alighted,
	alighted + chained
		+ here * (share - if(unknown > 0 AND behind > 0, unknown / behind, 0))
		+ if(behind = 0, unknown, 0) AS alighted_estimated,
	load_observed::INTEGER AS load_observed,
	load_observed - put_right + behind * share AS load_estimated
FROM along;
