SELECT book_ref, book_date, total_amount
FROM bookings_raw
WHERE book_ref IS NOT NULL
