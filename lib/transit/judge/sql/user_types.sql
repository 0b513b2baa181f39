-- Boardings by kind of rider. Source: summary table user_hour.
SELECT user_type, sum(boardings) AS boardings
FROM summary('user_hour')
GROUP BY user_type
