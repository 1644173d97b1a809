-- CO2 of each state for each calendar month of the days that the daily table has for this exec_date.
--
-- Summed as double and rounded to the table's float once, at the end, as the daily numbers are. A month that a state has no
-- measured day in keeps NULL for it.
SELECT
  date_format(CAST(record_date AS timestamp), '%Y-%m') AS record_month,
  CAST(SUM(CAST(co2_ton_oh AS double)) AS real) AS co2_ton_oh,
  CAST(SUM(CAST(co2_ton_in AS double)) AS real) AS co2_ton_in,
  CAST(SUM(CAST(co2_ton_total AS double)) AS real) AS co2_ton_total,
  {{ exec_date }} AS exec_date
FROM {{ processed_db }}.utility_emissions_daily
WHERE exec_date = {{ exec_date }}
GROUP BY date_format(CAST(record_date AS timestamp), '%Y-%m')
