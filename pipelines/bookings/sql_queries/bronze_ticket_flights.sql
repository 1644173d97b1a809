SELECT ticket_no, flight_id, lower(fare_conditions) AS fare_conditions, amount
FROM ticket_flights_raw
