-- 평소: median boardings of each route over the compared days, and on how many of them it ran. Source: summary table route_day.
SELECT coalesce(route_key, '') AS route_key, median(boardings) AS usual, count(*) AS days
FROM summary('route_day')
GROUP BY ALL
