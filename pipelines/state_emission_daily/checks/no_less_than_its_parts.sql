-- Both states' emissions are measured, never negative: the total is at least that of each.
SELECT record_date, co2_ton_oh, co2_ton_in, co2_ton_total
FROM {{ staged }}
WHERE exec_date = {{ exec_date }}
  AND (co2_ton_total < co2_ton_oh OR co2_ton_total < co2_ton_in)
