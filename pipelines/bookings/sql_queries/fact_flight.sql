-- Delays in whole minutes; NULL until the flight has left or landed.
SELECT
  flight_id,
  flight_no,
  departure_airport,
  arrival_airport,
  aircraft_code,
  status,
  scheduled_departure,
  date_format(scheduled_departure, 'yyyy-MM-dd') AS departure_day,
  (unix_timestamp(actual_departure) - unix_timestamp(scheduled_departure)) DIV 60 AS departure_delay,
  (unix_timestamp(actual_arrival) - unix_timestamp(scheduled_arrival)) DIV 60 AS arrival_delay
FROM flights_bronze
