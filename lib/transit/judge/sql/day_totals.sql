-- Day totals of the days asked for. Source: summary table day_total (one row a day).
SELECT service_date, boardings, alightings, taps, taps_with_alighting
FROM summary('day_total')
ORDER BY service_date
