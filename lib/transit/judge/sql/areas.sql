-- Use and supply by 행정동 where stops stand: every dong of the area master, also without a boarding, and dong outside it
-- that taps touched. Source: summary table area; master area.
WITH registered AS (
	SELECT dong_code, min(dong_name) AS dong_name, min(living_zone) AS living_zone, max(population) AS population
	FROM judge_area
	WHERE dong_code IS NOT NULL
	GROUP BY dong_code
)
SELECT
	coalesce(a.dong_code, m.dong_code) AS dong_code,
	coalesce(m.dong_name, a.dong_name, '') AS dong_name,
	coalesce(m.living_zone, '') AS living_zone,
	m.population,
	coalesce(a.stops, 0) AS stops, coalesce(a.routes, 0) AS routes,
	coalesce(a.boardings, 0) AS boardings, coalesce(a.alightings, 0) AS alightings,
	a.runs, CAST(a.first_boarding_at AS VARCHAR) AS first_boarding_at, CAST(a.last_boarding_at AS VARCHAR) AS last_boarding_at
FROM summary('area') AS a
FULL JOIN registered AS m ON a.dong_code = m.dong_code
WHERE coalesce(a.dong_code, m.dong_code) IS NOT NULL
ORDER BY dong_code
