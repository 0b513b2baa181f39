-- Figures of the quality checks by day. Source: summary table quality.
SELECT service_date, check_id, numerator, denominator
FROM summary('quality')
ORDER BY service_date, check_id
