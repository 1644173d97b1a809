SELECT
  airport_code,
  get_json_object(airport_name, '$.en') AS airport_name,
  get_json_object(city, '$.en') AS city,
  coordinates,
  timezone
FROM airports_raw
