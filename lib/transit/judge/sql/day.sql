-- The day in one row. Source: summary tables day_total, linked_trip.
SELECT d.*, t.trips, t.persons AS trip_persons, t.legs
FROM summary('day_total') AS d
LEFT JOIN summary('linked_trip') AS t ON true
LIMIT 1
