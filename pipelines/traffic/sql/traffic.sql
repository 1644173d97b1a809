-- Measurements by the hour in which they were made, whenever they arrived: days and hours are those of UTC.
--
-- The source is partitioned by arrival: year, month, day and hour of Firehose's clock are partition_0 to partition_3. What was
-- measured on a day is looked for among what arrived from the day before (clocks differ) to 31 days after. Later than that it is
-- no late measurement: points that have stopped repeat their last one for years.
--
-- Windows are minutes, not rows, and reach 20 minutes back over the first midnight: a row's result is the same whether its day is
-- computed alone, as part of a range, or at the edge between two statements.
WITH delivered AS (
  SELECT
    CAST(unieke_id AS integer) AS uniqueid,
    CAST(lve_nr AS integer) AS lve_nr,
    CAST(tijd_waarneming AS bigint) AS recordtimestamp,
    CAST(defect AS integer) AS defect,
    CAST(rekendata_bezettingsgraad AS integer) AS rekendata_bezettingsgraad,
    CAST(verkeersintensiteit_klasse1 AS integer) AS vehicles1,
    CAST(verkeersintensiteit_klasse2 AS integer) AS vehicles2,
    CAST(verkeersintensiteit_klasse3 AS integer) AS vehicles3,
    CAST(verkeersintensiteit_klasse4 AS integer) AS vehicles4,
    CAST(verkeersintensiteit_klasse5 AS integer) AS vehicles5,
    CAST(voertuigsnelheid_rekenkundig_klasse2 AS integer) AS speed2,
    CAST(voertuigsnelheid_rekenkundig_klasse3 AS integer) AS speed3,
    CAST(voertuigsnelheid_rekenkundig_klasse4 AS integer) AS speed4,
    CAST(voertuigsnelheid_rekenkundig_klasse5 AS integer) AS speed5,
    -- Firehose delivers at least once, and a measurement may be corrected: the last delivery counts.
    row_number() OVER (
      PARTITION BY CAST(unieke_id AS integer), CAST(tijd_waarneming AS bigint)
      ORDER BY partition_0 DESC, partition_1 DESC, partition_2 DESC, partition_3 DESC, tijd_laatst_gewijzigd DESC
    ) AS delivery
  FROM {{ landing_db }}.arrived_traffic
  WHERE concat(partition_0, '-', partition_1, '-', partition_2)
      BETWEEN CAST(date_add('day', -1, {{ from_date }}) AS varchar) AND CAST(date_add('day', 31, {{ to_date }}) AS varchar)
    AND CAST(tijd_waarneming AS bigint) >= to_unixtime(CAST({{ from_date }} AS timestamp)) - 1200
    AND CAST(tijd_waarneming AS bigint) < to_unixtime(CAST({{ to_date }} AS timestamp)) + 86400
),
-- The speed of a class of which no vehicle passed is 0 or 252; 251 and 254 are no speeds either.
counted AS (
  SELECT
    *,
    CASE WHEN vehicles2 > 0 AND speed2 BETWEEN 0 AND 250 THEN 1 ELSE 0 END AS has2,
    CASE WHEN vehicles3 > 0 AND speed3 BETWEEN 0 AND 250 THEN 1 ELSE 0 END AS has3,
    CASE WHEN vehicles4 > 0 AND speed4 BETWEEN 0 AND 250 THEN 1 ELSE 0 END AS has4,
    CASE WHEN vehicles5 > 0 AND speed5 BETWEEN 0 AND 250 THEN 1 ELSE 0 END AS has5
  FROM delivered
  WHERE delivery = 1 AND defect = 0 AND rekendata_bezettingsgraad >= 0
),
-- Twelfths of km/h are whole numbers for the mean of one to four classes, and whole numbers add up to the same in any order.
measured AS (
  SELECT
    *,
    CASE WHEN has2 + has3 + has4 + has5 > 0
      THEN (has2 * speed2 + has3 * speed3 + has4 * speed4 + has5 * speed5) * (12 / (has2 + has3 + has4 + has5))
    END AS twelfths
  FROM counted
),
windowed AS (
  SELECT
    *,
    CASE WHEN recordtimestamp - lag(recordtimestamp) OVER (PARTITION BY uniqueid ORDER BY recordtimestamp) <= 1200
      THEN lag(twelfths) OVER (PARTITION BY uniqueid ORDER BY recordtimestamp)
    END AS previous,
    sum(twelfths) OVER (PARTITION BY uniqueid ORDER BY recordtimestamp RANGE BETWEEN 120 PRECEDING AND CURRENT ROW) AS sum3,
    count(twelfths) OVER (PARTITION BY uniqueid ORDER BY recordtimestamp RANGE BETWEEN 120 PRECEDING AND CURRENT ROW) AS count3,
    sum(twelfths) OVER (PARTITION BY uniqueid ORDER BY recordtimestamp RANGE BETWEEN 1140 PRECEDING AND CURRENT ROW) AS sum20,
    count(twelfths) OVER (PARTITION BY uniqueid ORDER BY recordtimestamp RANGE BETWEEN 1140 PRECEDING AND CURRENT ROW) AS count20
  FROM measured
),
averaged AS (
  SELECT
    *,
    CASE WHEN count3 > 0 THEN CAST(sum3 AS double) / (12 * count3) END AS avgspeed3minutes,
    CASE WHEN count20 > 0 THEN CAST(sum20 AS double) / (12 * count20) END AS avgspeed20minutes
  FROM windowed
  WHERE recordtimestamp >= to_unixtime(CAST({{ from_date }} AS timestamp))
)
SELECT
  uniqueid,
  lve_nr,
  recordtimestamp,
  CAST(twelfths AS double) / 12 AS currentspeed,
  vehicles2 + vehicles3 + vehicles4 + vehicles5 AS bezettingsgraad,
  CAST(previous AS double) / 12 AS previousspeed,
  CASE WHEN avgspeed3minutes <= 40 THEN 1 WHEN avgspeed3minutes <= 250 THEN 0 ELSE -1 END AS trafficjamindicator,
  CASE WHEN avgspeed20minutes <= 40 THEN 1 WHEN avgspeed20minutes <= 250 THEN 0 ELSE -1 END AS trafficjamindicatorlong,
  vehicles1 AS trafficintensityclass1,
  vehicles2 AS trafficintensityclass2,
  vehicles3 AS trafficintensityclass3,
  vehicles4 AS trafficintensityclass4,
  vehicles5 AS trafficintensityclass5,
  CASE WHEN twelfths - previous >= 240 THEN 1 WHEN twelfths - previous <= -240 THEN -1 ELSE 0 END AS speeddiffindicator,
  avgspeed3minutes,
  avgspeed20minutes,
  rekendata_bezettingsgraad,
  year(from_unixtime(recordtimestamp)) AS year,
  month(from_unixtime(recordtimestamp)) AS month,
  day(from_unixtime(recordtimestamp)) AS day,
  hour(from_unixtime(recordtimestamp)) AS hour
FROM averaged
