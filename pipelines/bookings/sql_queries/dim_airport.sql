SELECT airport_code, airport_name, city, timezone
FROM airports_bronze
