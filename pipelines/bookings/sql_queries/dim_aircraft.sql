SELECT
  a.aircraft_code,
  a.model,
  a.range_km,
  CAST(count(s.seat_no) AS INT) AS seats,
  CAST(sum(CASE WHEN s.fare_conditions = 'business' THEN 1 ELSE 0 END) AS INT) AS business_seats
FROM aircrafts_bronze a
LEFT JOIN seats_bronze s ON s.aircraft_code = a.aircraft_code
GROUP BY a.aircraft_code, a.model, a.range_km
