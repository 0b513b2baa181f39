-- 파일 미리 보기: persons who boarded and taps (rows) by service date, route and hour, of the files as they were delivered.
-- Service date: boarding time less 4 hours; hour 4 to 27 (27 = 03 of the next morning). Persons are the sum of riders (1 where
-- a row does not say). Rows that come twice count twice (중복 제거 전).
-- Source: practice.md 2.1. The table counted is filled by preview-sql.ts.
CREATE OR REPLACE TEMP TABLE route_hour AS
SELECT
	(boarded_hour - INTERVAL 4 HOUR)::DATE AS service_date,
	CASE WHEN route IS NOT NULL THEN concat(firm, ':', region, ':', route) END AS route_key,
	hour(boarded_hour - INTERVAL 4 HOUR) + 4 AS hour,
	sum(boardings)::BIGINT AS boardings,
	sum(taps)::BIGINT AS taps
FROM counted
GROUP BY ALL
HAVING sum(taps) > 0;
