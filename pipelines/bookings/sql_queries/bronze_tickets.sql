SELECT
  ticket_no,
  book_ref,
  passenger_id,
  initcap(passenger_name) AS passenger_name,
  get_json_object(contact_data, '$.email') AS email,
  get_json_object(contact_data, '$.phone') AS phone
FROM tickets_raw
