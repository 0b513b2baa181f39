-- 환승 흐름: persons that change from one route to another: a leg with 환승건수 ≥ 1 and the leg of the same card before it, in the same
-- transaction; where the file has no transaction, within the transfer window after its alighting (boarding where not tapped).
-- Changes between two rail legs are left out; a rail leg without a route is `rail`. The largest flows only.
-- Source: facts 3 (환승률).
SELECT
	coalesce(route_before::VARCHAR, if(bus_before, NULL, 'rail')) AS from_route,
	coalesce(route::VARCHAR, if(is_bus, NULL, 'rail')) AS to_route,
	sum(riders)::BIGINT AS persons
FROM leg
WHERE transfers > 0 AND left_before_s IS NOT NULL AND (is_bus OR bus_before)
	AND coalesce(transaction = transaction_before, boarded_s - left_before_s <= getvariable('transfer_window_s'))
GROUP BY ALL
ORDER BY persons DESC, from_route, to_route
LIMIT (SELECT getvariable('transfer_pairs'))
