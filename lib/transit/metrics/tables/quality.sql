-- 자료 상태: what was found, out of what. Numerator null: cannot be checked (no such master, no runs). Rows unless said otherwise.
--   tagOffRate        bus taps with an alighting, of bus taps
--   unmatchedStops    boardings and alightings of bus taps at stops that the stop master lacks (or without a stop), of both
--   unmatchedRoutes   bus taps on routes that the route master lacks, of bus taps
--   unlistedStops     bus taps with a run whose boarding stop is not on the route's list: left out of loads
--   duplicates        rows that the lake holds already (same card, vehicle, boarding time, route), of delivered rows
--   impossibleTimes   alightings not after boarding or too long after it, of delivered rows
--   ridersOverLimit   bus taps with more riders than the limit; they are counted as they are
--   zeroDips          places in an hour whose highest load is 0 between neighbours of 8 or more (hours 4–23), of places in hours;
--                     the same rule finds the dips in STCIS exports
--   negativeLoads     places of runs with an observed load below 0, of places of runs
--   loadMismatch      runs whose load does not end at 0 (estimated; observed where nothing can be estimated), of runs with loads
--   lateRows          rows delivered with a later feed day, of delivered rows
--   wrongDayRows      rows of the day's own feed that belong to another operating day (ingest put them there), of its rows; rows
--                     without a boarding time in the operating day, which are left out, with them
--   rejectedRows      rows that ingest refused, of rows read, in the day's own delivery
--   hoursSeen         hours with a boarding, of 24
--   vehiclesSeen, routesSeen   vehicles and routes with a tap; denominator null
-- Source: facts 2.4, 3, 7; practice.md 2.7.
WITH
	bus AS (
		SELECT
			count(*) AS taps, count(alighted_s) AS with_alighting,
			count(*) FILTER (run_id IS NOT NULL) AS with_run,
			count(*) FILTER (run_id IS NOT NULL AND from_seq IS NULL) AS unlisted,
			count(*) FILTER (riders > getvariable('riders_limit')) AS many_riders,
			count(DISTINCT boarded_s // 3600) AS hours, count(DISTINCT vehicle) AS vehicles, count(DISTINCT route) AS routes
		FROM tap WHERE is_bus
	),
	known_stop AS (SELECT CAST(stop_key AS stop_code) AS stop FROM stop_place),
	stop_end AS (
		SELECT stop, sum(n) AS n FROM (
			SELECT from_stop AS stop, count(*) AS n FROM tap WHERE is_bus GROUP BY from_stop
			UNION ALL
			SELECT to_stop, count(*) FROM tap WHERE is_bus AND alighted_s IS NOT NULL GROUP BY to_stop
		) GROUP BY stop
	),
	stops AS (
		SELECT coalesce(sum(n), 0) AS ends, coalesce(sum(n) FILTER (stop IS NULL OR stop NOT IN (SELECT stop FROM known_stop)), 0) AS unmatched
		FROM stop_end
	),
	routes AS (
		SELECT coalesce(sum(n) FILTER (route IS NULL OR route::VARCHAR NOT IN (SELECT route_key FROM master_route WHERE route_key IS NOT NULL)), 0) AS unmatched
		FROM (SELECT route, count(*) AS n FROM tap WHERE is_bus GROUP BY route)
	),
	dips AS (
		SELECT count(*) AS n
		FROM load_hour z
		JOIN load_hour b ON b.route = z.route AND b.hour = z.hour AND b.seq = z.seq - 1
		JOIN load_hour a ON a.route = z.route AND a.hour = z.hour AND a.seq = z.seq + 1
		WHERE z.observed_max = 0 AND z.hour <= 23
			AND b.observed_max >= getvariable('zero_dip_neighbours') AND a.observed_max >= getvariable('zero_dip_neighbours')
	),
	loads AS (SELECT count(*) AS places, coalesce(sum(runs), 0) AS cells, coalesce(sum(negative_cells), 0) AS negative FROM load_hour),
	runs AS (
		SELECT count(*) AS n, count(*) FILTER (abs(coalesce(end_estimated, end_observed)) >= 0.5) AS open
		FROM run_total WHERE end_observed IS NOT NULL
	),
	has AS (
		SELECT EXISTS (FROM stop_place) AS stops, EXISTS (FROM master_route) AS routes, EXISTS (FROM load_hour) AS loads, EXISTS (FROM run) AS runs
	)
SELECT check_id, numerator::BIGINT AS numerator, denominator::BIGINT AS denominator
FROM bus, stops, routes, dips, loads, runs, has, delivered_check d, LATERAL (VALUES
	('tagOffRate', bus.with_alighting, bus.taps),
	('unmatchedStops', if(has.stops, stops.unmatched, NULL), stops.ends),
	('unmatchedRoutes', if(has.routes, routes.unmatched, NULL), bus.taps),
	('unlistedStops', if(has.runs, bus.unlisted, NULL), bus.with_run),
	('duplicates', d.repeats, d.rows),
	('impossibleTimes', d.impossible, d.rows),
	('ridersOverLimit', bus.many_riders, bus.taps),
	('zeroDips', if(has.loads, dips.n, NULL), loads.places),
	('negativeLoads', if(has.loads, loads.negative, NULL), loads.cells),
	('loadMismatch', if(has.loads, runs.open, NULL), runs.n),
	('lateRows', d.late, d.rows),
	('wrongDayRows', d.wrong_day + getvariable('feed_rows_elsewhere'), greatest(d.rows, getvariable('feed_rows'))),
	('rejectedRows', getvariable('rows_rejected'), getvariable('rows_read')),
	('hoursSeen', bus.hours, 24),
	('vehiclesSeen', bus.vehicles, NULL),
	('routesSeen', bus.routes, NULL)
) c(check_id, numerator, denominator)
