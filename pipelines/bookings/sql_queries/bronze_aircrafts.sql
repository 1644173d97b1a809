-- The model's English name. Backticks: in double quotes, Spark would read a text.
SELECT
  aircraft_code,
  get_json_object(model, '$.en') AS model,
  `range` AS range_km
FROM aircrafts_raw
