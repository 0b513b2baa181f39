-- Names of the stops. Source: master stop.
SELECT stop_key, min(stop_name) AS stop_name
FROM judge_stop
WHERE stop_name IS NOT NULL
GROUP BY stop_key
