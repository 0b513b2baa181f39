-- Stops of an import over those that the lake has. By key the given fields win and empty ones keep the old; then the 행정동 goes
-- to every stop of the same ARS number at the same place (some 500 m), because each settlement firm has a key of its own for a stop.
-- A row without a key only gives its 행정동 so. ARS numbers repeat between cities: without coordinates on either side the number
-- must stand for one place. A 행정동 known by name alone gets its code from the 행정동 master where the name is unique there.
-- Reads: import_latest (rows with a key), import_keyless, current_stop, current_area. Gives: import_merged, import_unplaced.
CREATE OR REPLACE TEMP TABLE import_joined AS
SELECT
	coalesce(n.stop_key, b.stop_key) AS stop_key,
	coalesce(n.stop_name, b.stop_name) AS stop_name,
	coalesce(n.ars_no, b.ars_no) AS ars_no,
	coalesce(n.longitude, b.longitude) AS longitude,
	coalesce(n.latitude, b.latitude) AS latitude,
	n.dong_code AS new_code,
	n.dong_name AS new_name,
	b.dong_code AS old_code,
	b.dong_name AS old_name
FROM import_latest n FULL JOIN current_stop b USING (stop_key);

CREATE OR REPLACE TEMP TABLE import_pool AS
SELECT 0 AS rank, ars_no, longitude, latitude, dong_code, dong_name FROM import_keyless WHERE dong_code IS NOT NULL OR dong_name IS NOT NULL
UNION ALL
SELECT 1, ars_no, longitude, latitude, new_code, new_name FROM import_joined WHERE ars_no IS NOT NULL AND (new_code IS NOT NULL OR new_name IS NOT NULL)
UNION ALL
SELECT 2, ars_no, longitude, latitude, old_code, old_name FROM import_joined
WHERE ars_no IS NOT NULL AND new_code IS NULL AND new_name IS NULL AND (old_code IS NOT NULL OR old_name IS NOT NULL);

CREATE OR REPLACE TEMP TABLE import_found AS
WITH
	place AS (
		SELECT ars_no, max(latitude) - min(latitude) < 0.009 AND max(longitude) - min(longitude) < 0.0114 AS is_one
		FROM (SELECT ars_no, latitude, longitude FROM import_joined UNION ALL SELECT ars_no, latitude, longitude FROM import_keyless)
		WHERE ars_no IS NOT NULL
		GROUP BY ars_no
	)
SELECT j.stop_key, p.rank, p.ars_no, p.dong_code, p.dong_name
FROM import_joined j
JOIN import_pool p USING (ars_no)
JOIN place USING (ars_no)
WHERE CASE
	WHEN j.latitude IS NULL OR p.latitude IS NULL THEN coalesce(place.is_one, true)
	ELSE abs(j.latitude - p.latitude) < 0.0045 AND abs(j.longitude - p.longitude) < 0.0057
END;

CREATE OR REPLACE TEMP TABLE import_unplaced AS
SELECT count(*) AS rows FROM import_keyless k WHERE NOT EXISTS (SELECT 1 FROM import_joined j WHERE j.ars_no = k.ars_no);

CREATE OR REPLACE TEMP TABLE import_merged AS
WITH
	best AS (
		SELECT stop_key, min(rank) AS rank, arg_min({'code': dong_code, 'name': dong_name}, (rank, dong_code, dong_name)) AS dong
		FROM import_found GROUP BY stop_key
	),
	chosen AS (
		SELECT
			j.stop_key, j.stop_name, j.ars_no, j.longitude, j.latitude,
			CASE
				WHEN j.new_code IS NOT NULL OR j.new_name IS NOT NULL THEN {'code': j.new_code, 'name': j.new_name}
				WHEN best.rank < 2 THEN best.dong
				WHEN j.old_code IS NOT NULL OR j.old_name IS NOT NULL THEN {'code': j.old_code, 'name': j.old_name}
				ELSE best.dong
			END AS dong
		FROM import_joined j LEFT JOIN best USING (stop_key)
	),
	named AS (
		SELECT dong_name, min(dong_code) AS dong_code FROM current_area WHERE dong_name IS NOT NULL
		GROUP BY dong_name HAVING count(DISTINCT dong_code) = 1
	)
SELECT
	c.stop_key, c.stop_name, c.ars_no, c.longitude, c.latitude,
	coalesce(c.dong.code, named.dong_code) AS dong_code,
	coalesce(c.dong.name, area.dong_name) AS dong_name
FROM chosen c
LEFT JOIN named ON named.dong_name = c.dong.name
LEFT JOIN current_area area ON area.dong_code = c.dong.code;
