-- What was asked for, the most bytes first.
SELECT
  cs_uri_stem,
  COUNT(*) AS requests,
  SUM(sc_bytes) AS bytes_sent
FROM {{ landing_db }}.cloudfront_logs
WHERE exec_date = {{ exec_date }}
GROUP BY cs_uri_stem
ORDER BY bytes_sent DESC, cs_uri_stem
