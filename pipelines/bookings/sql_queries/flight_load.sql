-- How full each flight is, in per cent of its aircraft's seats, and what it earns.
SELECT
  f.flight_id,
  f.flight_no,
  f.departure_day,
  a.seats,
  count(t.ticket_no) AS sold,
  CAST(count(t.ticket_no) * 100 / a.seats AS INT) AS load_percent,
  coalesce(CAST(sum(t.amount) AS DECIMAL(12, 2)), CAST(0 AS DECIMAL(12, 2))) AS revenue
FROM fact_flight f
JOIN dim_aircraft a ON a.aircraft_code = f.aircraft_code
LEFT JOIN fact_ticket_flight t ON t.flight_id = f.flight_id
GROUP BY f.flight_id, f.flight_no, f.departure_day, a.seats
