SELECT aircraft_code, seat_no, lower(fare_conditions) AS fare_conditions
FROM seats_raw
