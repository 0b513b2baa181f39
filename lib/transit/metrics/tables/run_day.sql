-- 운행별: one row a run (vehicle, route, departure). `max_sequence` is the place, first reached, of the highest load (estimated where it
-- can be said, else observed). Loads are null where no stop of the run is on the route's list.
SELECT
	run_id, route::VARCHAR AS route_key, vehicle::VARCHAR AS vehicle_key, operator::VARCHAR AS operator, direction,
	getvariable('service_date')::TIMESTAMP + to_seconds(departed_s) AS departed_at,
	getvariable('service_date')::TIMESTAMP + to_seconds(ended_s) AS ended_at,
	boardings, alightings_observed, alightings_estimated,
	max_load_observed, max_load_estimated, max_sequence::INTEGER AS max_sequence, coalesce(negative_cells, 0)::INTEGER AS negative_cells
FROM run_total
ORDER BY run_id
