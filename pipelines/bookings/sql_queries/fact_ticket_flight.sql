SELECT
  b.book_ref,
  CAST(b.book_date AS DATE) AS book_date,
  t.ticket_no,
  t.passenger_id,
  tf.flight_id,
  tf.fare_conditions,
  tf.amount
FROM bookings_bronze b
JOIN tickets_bronze t ON t.book_ref = b.book_ref
JOIN ticket_flights_bronze tf ON tf.ticket_no = t.ticket_no
