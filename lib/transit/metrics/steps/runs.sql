-- A run (운행) is what one vehicle drives on one route from one departure: vehicle, route and departure time as the taps
-- carry them. Taps without a departure time or vehicle (Jeju's form) have no run, and nothing is made up for them.
-- Reads: tap_read. Gives: run.
CREATE TABLE run AS
SELECT
	CAST(row_number() OVER (ORDER BY route, departed_s, vehicle) AS INTEGER) AS run_id,
	route, vehicle, departed_s, ended_s, operator, boardings
FROM (
	SELECT route, vehicle, departed_s, max(ended_s) AS ended_s, min(operator) AS operator, sum(riders) AS boardings
	FROM tap_read
	WHERE is_bus AND route IS NOT NULL AND vehicle IS NOT NULL AND departed_s IS NOT NULL
	GROUP BY ALL
);
