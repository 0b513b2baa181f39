-- The day's taps, narrow. Seconds count from midnight of the service date: 04:00 is 14400, 03:59:59 of the next morning
-- is 100799, so that second // 3600 is the hour 4 … 27 of the operating day. An alighting counts where it has a time and no
-- issue; one after 04:00 the next morning belongs to hour 27 of its boarding's day. Riders weigh every figure (다인승).
-- Reads: delivered_tap, repeated, variable service_date. Gives: tap_read.
CREATE TABLE tap_read AS
SELECT
	card,
	transaction,
	coalesce(mode, 'unknown') <> 'rail' AS is_bus,
	CAST(route_key AS route_code) AS route,
	CAST(vehicle_key AS vehicle_code) AS vehicle,
	CAST(operator AS operator_code) AS operator,
	CAST(coalesce(user_type, 'unknown') AS user_code) AS user_type,
	CAST(epoch(run_departed_at) - epoch(getvariable('service_date')) AS INTEGER) AS departed_s,
	CAST(epoch(run_ended_at) - epoch(getvariable('service_date')) AS INTEGER) AS ended_s,
	CAST(epoch(boarded_at) - epoch(getvariable('service_date')) AS INTEGER) AS boarded_s,
	CAST(boarding_stop AS stop_code) AS from_stop,
	CASE WHEN alighting_issue IS NULL
		THEN CAST(epoch(alighted_at) - epoch(getvariable('service_date')) AS INTEGER) END AS alighted_s,
	CASE WHEN alighting_issue IS NULL AND alighted_at IS NOT NULL THEN CAST(alighting_stop AS stop_code) END AS to_stop,
	coalesce(transfers, 0) AS transfers,
	CAST(coalesce(riders, 1) AS INTEGER) AS riders,
	distance_m
FROM delivered_tap
ANTI JOIN repeated USING (source_no, file_no, line)
WHERE boarded_at >= getvariable('service_date') + INTERVAL 4 HOUR AND boarded_at < getvariable('service_date') + INTERVAL 28 HOUR;
