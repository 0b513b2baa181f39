-- Counts of what was delivered that need no place on a route; taken early, while the delivered rows are being read.
-- Reads: delivered_tap, repeated. Gives: delivered_check.
CREATE TABLE delivered_check AS
SELECT
	count(*) AS rows,
	(SELECT count(*) FROM repeated) AS repeats,
	count(*) FILTER (
		boarded_at IS NULL OR boarded_at < getvariable('service_date') + INTERVAL 4 HOUR
		OR boarded_at >= getvariable('service_date') + INTERVAL 28 HOUR
	) AS wrong_day,
	count(*) FILTER (alighting_issue IN ('notAfterBoarding', 'tooLong')) AS impossible,
	count(*) FILTER (feed_day > getvariable('service_date')) AS late
FROM delivered_tap;
