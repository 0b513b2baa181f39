-- The stop master by key: one row a stop, coordinates that are 0 count as not known.
-- Reads: master_stop. Gives: stop_place.
CREATE TABLE stop_place AS
SELECT
	stop_key,
	min(stop_name) AS stop_name,
	nullif(min(latitude), 0) AS latitude,
	nullif(min(longitude), 0) AS longitude,
	min(dong_code) AS dong_code,
	min(dong_name) AS dong_name
FROM master_stop
WHERE stop_key IS NOT NULL
GROUP BY stop_key;
-- Great-circle distance in metres (haversine, mean radius of the earth); null where a coordinate is not known.
CREATE MACRO metres(lat1, lon1, lat2, lon2) AS
	2 * 6371000 * asin(sqrt(
		sin(radians(lat2 - lat1) / 2) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lon2 - lon1) / 2) ** 2
	));
