-- 목적통행: legs of one card with one transaction id are one journey. Counted are journeys with a bus leg; legs are all their legs, rail
-- too; persons are those on the leg with the most riders. Without a transaction id a journey begins at each leg with 환승건수 0 and
-- its later legs are counted with it; taps without a card cannot be linked and are left out.
-- Source: facts 3 (목적통행 = group by 운행일자 + 가상카드번호 + 트랜잭션ID).
WITH
	journey AS (
		SELECT max(riders) AS persons, count(*) AS legs, max(transfers) AS transfers
		FROM tap
		WHERE card IS NOT NULL AND transaction IS NOT NULL
		GROUP BY card, transaction
		HAVING bool_or(is_bus)
	),
	loose AS (
		SELECT
			count(*) FILTER (transfers = 0) AS trips, coalesce(sum(riders) FILTER (transfers = 0), 0) AS persons, count(*) AS legs,
			count(*) FILTER (transfers = 1) AS trips_with_transfer
		FROM tap
		WHERE card IS NOT NULL AND transaction IS NULL AND is_bus
	),
	linked AS (
		SELECT
			count(*) AS trips, coalesce(sum(persons), 0) AS persons, coalesce(sum(legs), 0) AS legs,
			count(*) FILTER (legs > 1 OR transfers > 0) AS trips_with_transfer
		FROM journey
	)
SELECT
	(a.trips + b.trips)::BIGINT AS trips, (a.persons + b.persons)::BIGINT AS persons, (a.legs + b.legs)::BIGINT AS legs,
	(a.trips_with_transfer + b.trips_with_transfer)::BIGINT AS trips_with_transfer
FROM linked a, loose b
