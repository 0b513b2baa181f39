-- Flags places where the load is 0 although the stops before and after both have 8 persons or more, from 04 to 23 o'clock: no bus
-- empties and fills so, the source lacks the figure. (At night 0 is usual.)
-- Reads: stcis_cell. Gives: aggregate_result, stcis_dip.
CREATE OR REPLACE TEMP TABLE stcis_beside AS
SELECT
	*,
	lag(load) OVER along AS before,
	lead(load) OVER along AS after,
	coalesce(load = 0 AND lag(load) OVER along >= 8 AND lead(load) OVER along >= 8 AND hour <= 23, false) AS zero_dip
FROM stcis_cell
WINDOW along AS (PARTITION BY route, termini, hour ORDER BY sequence);

CREATE OR REPLACE TEMP TABLE stcis_dip AS SELECT route, sequence, stop_name, hour, before, after FROM stcis_beside WHERE zero_dip ORDER BY route, sequence, hour;

CREATE OR REPLACE TEMP TABLE aggregate_result AS
SELECT route, termini, sequence, stop_name, hour, load, zero_dip FROM stcis_beside ORDER BY route, termini, sequence, hour;
