SELECT ticket_no, flight_id, boarding_no, seat_no
FROM boarding_passes_bronze
