-- 차량·시간대별 거래 건수: rows, not persons; shows hours and vehicles that delivered nothing.
SELECT vehicle::VARCHAR AS vehicle_key, route::VARCHAR AS route_key, (boarded_s // 3600)::INTEGER AS hour, count(*)::BIGINT AS taps
FROM tap
WHERE is_bus
GROUP BY ALL
ORDER BY ALL
