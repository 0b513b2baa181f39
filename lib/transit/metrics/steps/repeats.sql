-- Taps that the lake holds more than once: same card, vehicle, boarding time to the second, and route, in one delivery (sent
-- again under a new serial number) or in several. One of them counts: the one whose alighting is known, else the one of the
-- latest source. Rows without a card cannot be recognised and all count. Companions are one row with `riders` (다인승).
-- Reads: delivered_tap. Gives: repeated (rows that do not count).
CREATE TABLE repeated AS
WITH
	suspect AS (SELECT card, boarded_at FROM delivered_tap WHERE card IS NOT NULL GROUP BY card, boarded_at HAVING count(*) > 1)
SELECT t.source_no, t.file_no, t.line
FROM delivered_tap t
JOIN suspect s ON s.card = t.card AND s.boarded_at = t.boarded_at
WINDOW same AS (PARTITION BY t.card, t.vehicle_key, t.boarded_at, t.route_key)
QUALIFY row_number() OVER (same ORDER BY t.alighted_at IS NULL, t.source_no DESC, t.file_no, t.line) > 1;
