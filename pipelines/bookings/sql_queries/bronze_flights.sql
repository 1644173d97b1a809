SELECT
  flight_id,
  flight_no,
  departure_airport,
  arrival_airport,
  aircraft_code,
  status,
  scheduled_departure,
  scheduled_arrival,
  actual_departure,
  actual_arrival
FROM flights_raw
