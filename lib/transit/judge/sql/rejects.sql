-- Rejected rows of one source by reason, with the first place. Source: rejects Parquet of the source.
SELECT reason, count(*) AS rejected, arg_min(file_no, (file_no, line)) AS file_no, arg_min(line, (file_no, line)) AS line
FROM read_parquet(getvariable('rejects'), hive_partitioning = false)
GROUP BY reason
ORDER BY rejected DESC, reason
