/** Kinds of rider, as the code tables map the settlement firms' codes. */
export const USER_TYPES = ['adult', 'child', 'youth', 'senior', 'disabled', 'veteran', 'other', 'unknown'] as const;
export type UserType = (typeof USER_TYPES)[number];

/**
 * Columns of the lake's tap files, in order, with their DuckDB types. Times are Korean wall-clock time. Keys of routes,
 * stops and vehicles are `firm:region:localId`, because local ids repeat across settlement firms.
 */
export const TAP_COLUMNS = {
	/** Operating day 04:00–03:59, by the boarding time. */
	service_date: 'DATE',
	/** Number of the input file within its source, from 0, and line within it, from 1: the way back to the raw row. */
	file_no: 'USMALLINT',
	line: 'UINTEGER',
	/** Keyed pseudonym of the card, another one each service date; null where the file has no card. */
	card: 'UBIGINT',
	/** Hash of the transaction id, which the legs of one journey share; null where the file has none. */
	transaction: 'UBIGINT',
	user_type: 'VARCHAR',
	/** `bus`, `rail` or `unknown`, by the mode code table; the code itself beside it. */
	mode: 'VARCHAR',
	mode_code: 'VARCHAR',
	route_key: 'VARCHAR',
	vehicle_key: 'VARCHAR',
	vehicle_plate: 'VARCHAR',
	operator: 'VARCHAR',
	run_departed_at: 'TIMESTAMP',
	run_ended_at: 'TIMESTAMP',
	boarded_at: 'TIMESTAMP',
	boarding_stop: 'VARCHAR',
	/** Null where nothing was tapped or the time is not after boarding; see `alighting_issue`. */
	alighted_at: 'TIMESTAMP',
	alighting_stop: 'VARCHAR',
	/** `none` (no tap), `unreadable`, `notAfterBoarding`, `tooLong` (over the limit of the layout); null where the alighting holds. */
	alighting_issue: 'VARCHAR',
	/** 환승건수: 0 on the first leg. */
	transfers: 'UTINYINT',
	/** Persons on the tap (다인승). */
	riders: 'USMALLINT',
	distance_m: 'INTEGER',
	ride_seconds: 'INTEGER',
} as const;

/** Columns of the masters, in order, with their DuckDB types. Null = not known. */
export const MASTER_COLUMNS = {
	route: {
		route_key: 'VARCHAR',
		route_name: 'VARCHAR',
		/** The source's own word, e.g. 일반형시내버스, 마을버스, 직행좌석형. */
		route_type: 'VARCHAR',
		operator: 'VARCHAR',
		operator_name: 'VARCHAR',
		/** 인가권자: 시, 도, 대광위, 타 시·군 협의 … */
		licensing_authority: 'VARCHAR',
		licensed_weekday: 'DOUBLE',
		licensed_saturday: 'DOUBLE',
		licensed_holiday: 'DOUBLE',
		/** `oneWay` or `roundTrip`: what one licensed run is. */
		licensed_unit: 'VARCHAR',
		/** `large`, `medium`, `small`. */
		bus_size: 'VARCHAR',
		seats: 'INTEGER',
		capacity: 'INTEGER',
		/** Standing is barred (직행좌석, 광역급행). */
		seated_express: 'BOOLEAN',
		turnaround_sequence: 'INTEGER',
		length_m: 'DOUBLE',
	},
	stop: {
		stop_key: 'VARCHAR',
		stop_name: 'VARCHAR',
		ars_no: 'VARCHAR',
		longitude: 'DOUBLE',
		latitude: 'DOUBLE',
		dong_code: 'VARCHAR',
		dong_name: 'VARCHAR',
	},
	route_stop: {
		route_key: 'VARCHAR',
		sequence: 'INTEGER',
		stop_key: 'VARCHAR',
		/** `out` up to the turnaround, `in` after it; null where not known. */
		direction: 'VARCHAR',
		/** Metres from the first stop. */
		distance_m: 'DOUBLE',
	},
	run_log: {
		service_date: 'DATE',
		route_key: 'VARCHAR',
		vehicle_key: 'VARCHAR',
		vehicle_plate: 'VARCHAR',
		run_no: 'INTEGER',
		/** `out`, `in` or `round`. */
		direction: 'VARCHAR',
		departed_at: 'TIMESTAMP',
		ended_at: 'TIMESTAMP',
	},
	area: {
		dong_code: 'VARCHAR',
		dong_name: 'VARCHAR',
		living_zone: 'VARCHAR',
		population: 'INTEGER',
	},
} as const;
