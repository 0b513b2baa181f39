-- Trip chaining (통행 사슬) and its accuracy on hidden alightings. Source: summary table chain.
SELECT * FROM summary('chain') LIMIT 1
