-- Routes as registered, one row a route. Source: master route.
SELECT *
FROM judge_route
QUALIFY row_number() OVER (PARTITION BY route_key ORDER BY route_name) = 1
