-- 노선·정류장·시간대별 재차인원: loads leaving the stop, over the runs that pass it in the hour (definition: loads, load-hours). Null
-- estimates: the route's tag-off rate is too low to spread what is missing. Empty where taps carry no runs.
SELECT
	h.route::VARCHAR AS route_key, l.direction, h.seq::INTEGER AS sequence, l.stop::VARCHAR AS stop_key, h.hour::INTEGER AS hour,
	h.runs, h.boardings, h.alightings_observed, h.alightings_estimated,
	h.observed_mean, h.observed_max, h.observed_p90, h.estimated_mean, h.estimated_max, h.estimated_p90,
	h.section_observed, h.section_estimated, h.negative_cells
FROM load_hour h JOIN line l ON l.route = h.route AND l.seq = h.seq
ORDER BY h.route, h.seq, h.hour
