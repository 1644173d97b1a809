-- CO2 of each state for each calendar day (UTC) of the hourly measurements.
--
-- Summed as double and rounded to the table's float once, at the end: summed as float, the result would depend on the
-- order in which rows are read. A measurement without CO2 value counts as none. A day that only one of the states has is
-- kept: the other state's column is then NULL, not measured, and the total is what was measured.
WITH oh AS (
  SELECT CAST(operating_datetime_utc AS date) AS record_date, SUM(CAST(co2_mass_tons AS double)) AS co2_ton
  FROM {{ landing_db }}.utility_data_oh
  WHERE exec_date = {{ exec_date }}
  GROUP BY CAST(operating_datetime_utc AS date)
),
ind AS (
  SELECT CAST(operating_datetime_utc AS date) AS record_date, SUM(CAST(co2_mass_tons AS double)) AS co2_ton
  FROM {{ landing_db }}.utility_data_in
  WHERE exec_date = {{ exec_date }}
  GROUP BY CAST(operating_datetime_utc AS date)
)
SELECT
  COALESCE(oh.record_date, ind.record_date) AS record_date,
  CAST(oh.co2_ton AS real) AS co2_ton_oh,
  CAST(ind.co2_ton AS real) AS co2_ton_in,
  CAST(CASE
    WHEN oh.co2_ton IS NULL THEN ind.co2_ton
    WHEN ind.co2_ton IS NULL THEN oh.co2_ton
    ELSE oh.co2_ton + ind.co2_ton
  END AS real) AS co2_ton_total,
  {{ exec_date }} AS exec_date
FROM oh
FULL OUTER JOIN ind ON oh.record_date = ind.record_date
