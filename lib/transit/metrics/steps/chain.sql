-- Trip chaining (통행 사슬): an alighting that was not tapped is taken to be at the stop of the same route, after the boarding, nearest to
-- where the card boards next the same operating day; from the last leg, nearest to the day's first boarding. At most the
-- walk limit away (500 m, great circle). Stops before the turnaround go before stops behind it, because the stop across the
-- street is on the way back of the same list. Without coordinates only the very stop or one of the same name is taken.
-- Cards with one leg, boardings at a stop not on the route's list and targets too far away are not chained.
-- Tapped alightings of the hidden sample go the same way; the result is compared with the tap, never used.
-- Source: JAKO201734158607086 (500 m); practice.md 2.5. Reads: leg, line, line_end, stop_place. Gives: chain_task, chained.
CREATE TABLE chain_task AS
SELECT tap_id, route, from_seq, target, alighted_s IS NOT NULL AS hidden, to_seq, to_stop
FROM leg
WHERE is_bus AND from_seq IS NOT NULL AND legs >= 2
	AND (alighted_s IS NULL OR (to_seq IS NOT NULL AND card % getvariable('hidden_one_in') = 0));

CREATE TABLE chained AS
WITH
	wanted AS (SELECT DISTINCT route, from_seq, target FROM chain_task WHERE target IS NOT NULL),
	target AS (SELECT DISTINCT target AS stop FROM wanted),
	-- Squares a little wider than the walk limit: within it are only the own square and its eight neighbours.
	width AS (
		SELECT
			getvariable('walk_limit_m') / 111000.0 AS lat,
			getvariable('walk_limit_m') / 111000.0 / cos(radians(least(85, max(abs(latitude)) + 0.01))) AS lon
		FROM stop_place
	),
	place AS (
		SELECT
			CAST(p.stop_key AS stop_code) AS stop, p.latitude, p.longitude, p.stop_name,
			floor(p.latitude / w.lat)::INTEGER AS y, floor(p.longitude / w.lon)::INTEGER AS x
		FROM stop_place p, width w
	),
	around AS (
		SELECT p.*, p.y + dy.d AS near_y, p.x + dx.d AS near_x
		FROM place p SEMI JOIN target USING (stop), (VALUES (-1), (0), (1)) dy(d), (VALUES (-1), (0), (1)) dx(d)
	),
	walk AS (
		SELECT stop AS target, stop, 0.0 AS metres FROM target
		UNION ALL
		SELECT a.stop, b.stop, metres(a.latitude, a.longitude, b.latitude, b.longitude)
		FROM around a JOIN place b ON b.y = a.near_y AND b.x = a.near_x
		WHERE a.stop <> b.stop AND metres(a.latitude, a.longitude, b.latitude, b.longitude) <= getvariable('walk_limit_m')
		UNION ALL
		SELECT a.stop, b.stop, 0.0
		FROM place a SEMI JOIN target USING (stop) JOIN place b ON b.stop_name = a.stop_name
		WHERE a.stop <> b.stop AND (a.latitude IS NULL OR a.longitude IS NULL OR b.latitude IS NULL OR b.longitude IS NULL)
	),
	found AS (
		SELECT w.route, w.from_seq, w.target, arg_min(l.seq, (
			CASE WHEN w.from_seq < e.turn_seq AND l.seq > e.turn_seq THEN 1 ELSE 0 END,
			k.metres,
			l.seq
		)) AS to_seq
		FROM wanted w
		JOIN walk k ON k.target = w.target
		JOIN line l ON l.route = w.route AND l.stop = k.stop AND l.seq > w.from_seq
		JOIN line_end e ON e.route = w.route
		GROUP BY ALL
	)
SELECT t.tap_id, t.hidden, f.to_seq
FROM chain_task t JOIN found f ON f.route = t.route AND f.from_seq = t.from_seq AND f.target = t.target;
