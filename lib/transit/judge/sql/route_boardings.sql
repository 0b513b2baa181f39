-- Boardings by route of one day. Source: summary table route_day.
SELECT coalesce(route_key, '') AS route_key, boardings
FROM summary('route_day')
