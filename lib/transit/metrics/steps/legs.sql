-- Legs of one card in the order of boarding, each with the leg before and after it the same operating day. Rail legs count
-- here. Only cards that need it: with a transfer, with an alighting that was not tapped, or in the sample whose tapped
-- alightings are hidden to measure the trip chain (the card's pseudonym modulo `hidden_one_in` is 0).
-- `target` is where the rider must have got to: the next boarding; from the last leg, the day's first boarding.
-- Reads: tap. Gives: leg.
CREATE TABLE leg AS
WITH
	concerned AS (
		SELECT DISTINCT card
		FROM tap
		WHERE card IS NOT NULL
			AND (transfers > 0 OR (is_bus AND (alighted_s IS NULL OR card % getvariable('hidden_one_in') = 0)))
	)
SELECT
	rowid AS tap_id, card, transaction, is_bus, route, from_seq, to_seq, to_stop, boarded_s, alighted_s, transfers, riders,
	count(*) OVER whole AS legs,
	coalesce(lead(from_stop) OVER travel, if(lead(boarded_s) OVER travel IS NULL, first_value(from_stop) OVER travel, NULL)) AS target,
	lag(route) OVER travel AS route_before,
	lag(is_bus) OVER travel AS bus_before,
	lag(transaction) OVER travel AS transaction_before,
	lag(coalesce(alighted_s, boarded_s)) OVER travel AS left_before_s
FROM tap SEMI JOIN concerned USING (card)
WINDOW
	whole AS (PARTITION BY card),
	travel AS (PARTITION BY card ORDER BY boarded_s, transfers, from_stop, route, alighted_s);
