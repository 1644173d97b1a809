-- Every request that was answered with an error. About 300 bytes of JSON a row: pages of 500 rows stay well under 256 KiB.
SELECT
  "date" AS log_date,
  "time" AS log_time,
  c_ip,
  cs_method,
  cs_uri_stem,
  sc_status,
  sc_content_len,
  x_edge_request_id
FROM {{ landing_db }}.cloudfront_logs
WHERE exec_date = {{ exec_date }} AND sc_status >= 400
ORDER BY "date", "time", x_edge_request_id
