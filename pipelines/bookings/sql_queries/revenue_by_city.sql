-- What flights from each city earn by fare, the best first.
WITH sold AS (
  SELECT p.city, t.fare_conditions, sum(t.amount) AS amount, count(*) AS tickets
  FROM fact_ticket_flight t
  JOIN fact_flight f ON f.flight_id = t.flight_id
  JOIN dim_airport p ON p.airport_code = f.departure_airport
  GROUP BY p.city, t.fare_conditions
)
SELECT
  city,
  fare_conditions,
  CAST(amount AS DECIMAL(14, 2)) AS revenue,
  tickets,
  rank() OVER (PARTITION BY fare_conditions ORDER BY amount DESC, city) AS place
FROM sold
