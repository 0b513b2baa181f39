-- Vehicles seen by day. Source: summary table vehicle_hour.
SELECT service_date, vehicle_key
FROM summary('vehicle_hour')
WHERE vehicle_key IS NOT NULL
GROUP BY ALL
ORDER BY service_date, vehicle_key
