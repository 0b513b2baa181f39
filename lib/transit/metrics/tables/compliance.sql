-- 운행횟수: what was driven, in both units, because licences (인가운행횟수) are in one-way runs or in round trips. A round trip is two one-way
-- runs; a one-way run is half a round trip. From the run log where it has the route, else from runs seen in taps (a run that carried
-- nobody is not seen). Null where a run's kind is not known; comparing with the licence is not done here.
-- Source: practice.md 2.2.
SELECT
	route_key,
	if(bool_or(kind IN ('all', 'unknown')), NULL, count(*) + count(*) FILTER (kind = 'round'))::BIGINT AS actual_one_way,
	if(bool_or(kind IN ('all', 'unknown')), NULL, (count(*) + count(*) FILTER (kind = 'round')) / 2)::DOUBLE AS actual_round,
	min(source) AS source
FROM departure
GROUP BY route_key
ORDER BY route_key
