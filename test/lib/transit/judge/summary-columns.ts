/** Columns of the summary tables as the judge reads them, for tables made in tests. */
export const SUMMARY_COLUMNS = {
	route_day: 'route_key VARCHAR, boardings BIGINT, alightings BIGINT, taps BIGINT, taps_with_alighting BIGINT, transfer_taps BIGINT, distance_persons BIGINT, passenger_m BIGINT, mean_distance_m DOUBLE, median_distance_m DOUBLE, vehicles INTEGER, runs INTEGER, peak_hour INTEGER, peak_boardings BIGINT, rolling_peak_at TIMESTAMP, rolling_peak_boardings BIGINT',
	route_hour: 'route_key VARCHAR, direction VARCHAR, hour INTEGER, boardings BIGINT, alightings BIGINT, taps BIGINT, taps_with_alighting BIGINT',
	route_stop_hour: 'route_key VARCHAR, direction VARCHAR, sequence INTEGER, stop_key VARCHAR, hour INTEGER, boardings BIGINT, alightings BIGINT',
	stop_hour: 'stop_key VARCHAR, hour INTEGER, boardings BIGINT, alightings BIGINT, transfers BIGINT',
	user_hour: 'route_key VARCHAR, user_type VARCHAR, hour INTEGER, boardings BIGINT, alightings BIGINT',
	run_day: 'run_id INTEGER, route_key VARCHAR, vehicle_key VARCHAR, operator VARCHAR, direction VARCHAR, departed_at TIMESTAMP, ended_at TIMESTAMP, boardings BIGINT, alightings_observed BIGINT, alightings_estimated DOUBLE, max_load_observed INTEGER, max_load_estimated DOUBLE, max_sequence INTEGER, negative_cells INTEGER',
	load: 'route_key VARCHAR, direction VARCHAR, sequence INTEGER, stop_key VARCHAR, hour INTEGER, runs INTEGER, boardings BIGINT, alightings_observed BIGINT, alightings_estimated DOUBLE, observed_mean DOUBLE, observed_max INTEGER, observed_p90 DOUBLE, estimated_mean DOUBLE, estimated_max DOUBLE, estimated_p90 DOUBLE, section_observed BIGINT, section_estimated DOUBLE, negative_cells INTEGER',
	profile: 'route_key VARCHAR, direction VARCHAR, sequence INTEGER, stop_key VARCHAR, runs INTEGER, boardings BIGINT, alightings_observed BIGINT, alightings_estimated DOUBLE, observed_mean DOUBLE, observed_max INTEGER, observed_p90 DOUBLE, estimated_mean DOUBLE, estimated_max DOUBLE, estimated_p90 DOUBLE, section_observed BIGINT, section_estimated DOUBLE, negative_cells INTEGER',
	transfer_pair: 'from_route VARCHAR, to_route VARCHAR, persons BIGINT',
	linked_trip: 'trips BIGINT, persons BIGINT, legs BIGINT, trips_with_transfer BIGINT',
	headway: 'route_key VARCHAR, direction VARCHAR, stop_key VARCHAR, hour INTEGER, departures INTEGER, mean_s DOUBLE, p90_s DOUBLE, cv DOUBLE, expected_wait_s DOUBLE',
	compliance: 'route_key VARCHAR, actual_one_way DOUBLE, actual_round DOUBLE, source VARCHAR',
	shape: 'route_key VARCHAR, length_m DOUBLE, straight_m DOUBLE, circuity DOUBLE, duplication DOUBLE, most_shared_route VARCHAR, most_shared_share DOUBLE',
	chain: 'missing_alightings BIGINT, chained BIGINT, tried BIGINT, found BIGINT, exact BIGINT, within_two_stops BIGINT, walk_limit_m INTEGER',
	area: 'dong_code VARCHAR, dong_name VARCHAR, stops INTEGER, routes INTEGER, boardings BIGINT, alightings BIGINT, runs INTEGER, first_boarding_at TIMESTAMP, last_boarding_at TIMESTAMP',
	quality: 'check_id VARCHAR, numerator BIGINT, denominator BIGINT',
	vehicle_hour: 'vehicle_key VARCHAR, route_key VARCHAR, hour INTEGER, taps BIGINT',
	day_total: 'boardings BIGINT, alightings BIGINT, taps BIGINT, taps_with_alighting BIGINT, transfer_taps BIGINT, passenger_m BIGINT, distance_persons BIGINT, routes INTEGER, stops INTEGER, vehicles INTEGER, runs INTEGER, peak_hour INTEGER, peak_boardings BIGINT',
} as const;

export type SummaryTables = Partial<Record<keyof typeof SUMMARY_COLUMNS, Record<string, unknown>[]>>;
