-- 평소: median boardings of each route over the compared days, and on how many of them it ran. Source: summary table route_day.
SELECT route_key, median(boardings) AS usual, count(*) AS days
FROM summary('route_day')
GROUP BY route_key
