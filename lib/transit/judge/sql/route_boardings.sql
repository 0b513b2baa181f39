-- Boardings by route of one day. Source: summary table route_day.
SELECT route_key, boardings
FROM summary('route_day')
