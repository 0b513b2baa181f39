-- Dictionaries of the day: every route, stop, vehicle, operator and kind of rider becomes an ENUM, so that the queries
-- below read keys (firm:region:localId) and compute with small integers. Two firms with the same local id stay apart,
-- because the firm is in the key.
-- Reads: delivered_tap, master_*. Gives: types route_code, stop_code, vehicle_code, operator_code, user_code.
CREATE TYPE route_code AS ENUM (
	SELECT k FROM (
		SELECT route_key AS k FROM delivered_tap UNION SELECT route_key FROM master_route_stop UNION SELECT '::'
	) WHERE k IS NOT NULL ORDER BY k
);
CREATE TYPE stop_code AS ENUM (
	SELECT k FROM (
		SELECT boarding_stop AS k FROM delivered_tap UNION SELECT alighting_stop FROM delivered_tap
		UNION SELECT stop_key FROM master_route_stop UNION SELECT stop_key FROM master_stop UNION SELECT '::'
	) WHERE k IS NOT NULL ORDER BY k
);
CREATE TYPE vehicle_code AS ENUM (
	SELECT k FROM (SELECT vehicle_key AS k FROM delivered_tap UNION SELECT '::') WHERE k IS NOT NULL ORDER BY k
);
CREATE TYPE operator_code AS ENUM (
	SELECT k FROM (SELECT operator AS k FROM delivered_tap UNION SELECT '::') WHERE k IS NOT NULL ORDER BY k
);
CREATE TYPE user_code AS ENUM (
	SELECT k FROM (SELECT user_type AS k FROM delivered_tap UNION SELECT 'unknown') WHERE k IS NOT NULL ORDER BY k
);
