-- The days on which each flight number flies: 1 is Sunday.
SELECT
  flight_no,
  departure_airport,
  arrival_airport,
  aircraft_code,
  concat_ws(' to ', departure_airport, arrival_airport) AS route,
  array_join(sort_array(collect_set(CAST(dayofweek(scheduled_departure) AS STRING))), ',') AS days_of_week,
  count(*) AS flights
FROM flights_bronze
GROUP BY flight_no, departure_airport, arrival_airport, aircraft_code
