-- Largest transfer flows. Source: summary table transfer_pair.
SELECT from_route, to_route, persons
FROM summary('transfer_pair')
WHERE from_route IS NOT NULL AND to_route IS NOT NULL
ORDER BY persons DESC, from_route, to_route
LIMIT $most
