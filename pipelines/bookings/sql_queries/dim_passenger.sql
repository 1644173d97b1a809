-- A passenger travels on many tickets; the latest one has the contact that counts.
SELECT
  passenger_id,
  max_by(passenger_name, ticket_no) AS passenger_name,
  max_by(email, ticket_no) AS email,
  max_by(phone, ticket_no) AS phone,
  count(*) AS tickets
FROM tickets_bronze
GROUP BY passenger_id
