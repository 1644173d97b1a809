using NodaTime;
using Sluice.Lake.DuckDb;
using Sluice.Runs;

namespace Sluice.Local.Samples;

/// <summary>
/// An airline's week before and after the exec_date, shaped like PostgreSQL's demonstration database <c>bookings</c>, table by
/// table: what <c>bookings</c> receives.
/// </summary>
/// <remarks>
/// Everything is integer arithmetic, so every machine writes the same values. Each passenger of a booking has a ticket, most
/// tickets have a flight there and one back, and flights that have left have boarding passes.
/// </remarks>
public sealed class BookingsSample : ISample
{
    private const int DefaultBookings = 1000;

    /// <inheritdoc/>
    public string Pipeline => "bookings";

    /// <inheritdoc/>
    public IReadOnlyList<SampleFile> Write(string folder, LocalDate execDate, int? rows)
    {
        if (rows is <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), rows, "A sample has at least one booking.");
        }

        using var database = DuckDbDatabase.OpenInMemory();
        using var connection = database.Connect();
        connection.Execute(Tables(execDate, rows ?? DefaultBookings));
        return new[] { "aircrafts_data", "airports_data", "boarding_passes", "bookings", "flights", "seats", "ticket_flights", "tickets" }.Select(table =>
        {
            var path = Path.Combine(folder, $"{table}.parquet");
            var written = connection.Execute($"COPY (SELECT * FROM {table} ORDER BY ALL) TO {DuckDbSql.Literal(path)} (FORMAT parquet, COMPRESSION snappy)");
            return new SampleFile(path, written);
        }).ToList();
    }

    private static string Tables(LocalDate execDate, int bookings)
    {
        var day = ExecDate.Format(execDate);
        var flights = Math.Max(60, bookings / 15); // about forty passengers on each
        return $"""
            CREATE TABLE aircrafts_data AS SELECT * FROM (VALUES
              ('773', {Json("Boeing 777-300", "Боинг 777-300")}, 11100::INTEGER), ('319', {Json("Airbus A319-100", "Аэробус A319-100")}, 6700),
              ('SU9', {Json("Sukhoi Superjet-100", "Сухой Суперджет-100")}, 3000), ('CN1', {Json("Cessna 208 Caravan", "Сессна 208 Караван")}, 1200)
            ) t(aircraft_code, model, range);
            CREATE TABLE seats AS
              SELECT code AS aircraft_code, (row_no + 1)::VARCHAR || substring('ABCDEF', place + 1, 1) AS seat_no,
                CASE WHEN row_no < business THEN 'Business' WHEN code = '773' AND row_no < 12 THEN 'Comfort' ELSE 'Economy' END AS fare_conditions
              FROM (VALUES ('773', 40, 6, 5), ('319', 20, 6, 5), ('SU9', 18, 5, 3), ('CN1', 6, 2, 0)) a(code, row_count, width, business),
                range(0, 40) r(row_no), range(0, 6) p(place)
              WHERE row_no < row_count AND place < width;
            CREATE TABLE airports_data AS SELECT * FROM (VALUES
              ('BRU', {Json("Brussels Airport", "Брюссель")}, {Json("Brussels", "Брюссель")}, '(4.48,50.90)', 'Europe/Brussels'),
              ('OSL', {Json("Oslo Gardermoen", "Осло")}, {Json("Oslo", "Осло")}, '(11.10,60.19)', 'Europe/Oslo'),
              ('LIS', {Json("Lisbon Portela", "Лиссабон")}, {Json("Lisbon", "Лиссабон")}, '(-9.13,38.77)', 'Europe/Lisbon'),
              ('ATH', {Json("Athens Venizelos", "Афины")}, {Json("Athens", "Афины")}, '(23.94,37.93)', 'Europe/Athens'),
              ('VIE', {Json("Vienna Schwechat", "Вена")}, {Json("Vienna", "Вена")}, '(16.56,48.11)', 'Europe/Vienna')
            ) t(airport_code, airport_name, city, coordinates, timezone);
            CREATE TABLE planned AS
              SELECT (f + 1)::INTEGER AS flight_id, f % 12 AS line,
                TIMESTAMP '{day} 00:00:00' + to_days((f // 12 % 14 - 7)::INTEGER) + to_minutes((f % 12 * 100 + 30)::INTEGER) AS departure,
                CASE WHEN f % 19 = 7 THEN 'Cancelled' WHEN f // 12 % 14 < 7 THEN 'Arrived' ELSE 'Scheduled' END AS status,
                (f * 7919 + {execDate.DayOfYear}) % 97 AS late
              FROM range(0, {flights}) flights(f);
            CREATE TABLE flights AS
              SELECT flight_id, 'SL' || lpad((100 + line)::VARCHAR, 4, '0') AS flight_no, departure AS scheduled_departure,
                departure + to_minutes((60 + line * 15)::INTEGER) AS scheduled_arrival,
                ['BRU', 'OSL', 'LIS', 'ATH', 'VIE'][line % 5 + 1] AS departure_airport, ['BRU', 'OSL', 'LIS', 'ATH', 'VIE'][(line + 1 + line // 5) % 5 + 1] AS arrival_airport,
                status, ['773', '319', 'SU9', 'CN1'][line % 4 + 1] AS aircraft_code,
                CASE WHEN status = 'Arrived' THEN departure + to_minutes(late::INTEGER) + to_seconds(20) END AS actual_departure,
                CASE WHEN status = 'Arrived' THEN departure + to_minutes((60 + line * 15 + late - 10)::INTEGER) END AS actual_arrival
              FROM planned;
            CREATE TABLE people AS
              SELECT b, p, 'B' || lpad(b::VARCHAR, 5, '0') AS book_ref, '00054' || lpad((b * 4 + p)::VARCHAR, 8, '0') AS ticket_no,
                (b * 31 + p * 17 + {execDate.DayOfYear}) % 1000003 AS spread
              FROM range(0, {bookings}) bookings(b), range(0, 4) people(p) WHERE p <= b % 7 % 4;
            CREATE TABLE tickets AS
              SELECT ticket_no, book_ref, lpad((spread * 37 % 8999)::VARCHAR, 4, '0') || ' ' || lpad((spread % 499)::VARCHAR, 6, '0') AS passenger_id,
                'PASSENGER ' || chr((65 + spread % 26)::INTEGER) || (spread % 499)::VARCHAR AS passenger_name,
                '{Brace}"phone": "+32' || lpad(spread::VARCHAR, 9, '0') || '"' || CASE WHEN spread % 5 = 0 THEN '' ELSE ', "email": "p' || spread::VARCHAR || '@example.org"' END || '{Unbrace}' AS contact_data
              FROM people;
            CREATE TABLE ticket_flights AS
              SELECT DISTINCT ticket_no, (1 + (spread * 13 + leg * 5) % {flights})::INTEGER AS flight_id,
                CASE spread % 10 WHEN 0 THEN 'Business' WHEN 1 THEN 'Comfort' ELSE 'Economy' END AS fare_conditions,
                ((3000 + spread % 900 * 10 + CASE spread % 10 WHEN 0 THEN 20000 ELSE 0 END) + 0.25 * (spread % 4))::DECIMAL(10, 2) AS amount
              FROM people, range(0, 2) legs(leg) WHERE leg = 0 OR spread % 3 > 0;
            CREATE TABLE bookings AS
              SELECT book_ref, TIMESTAMP '{day} 00:00:00' - to_days((b % 30)::INTEGER) + to_seconds((b * 7919 % 86400)::INTEGER) AS book_date,
                sum(amount)::DECIMAL(10, 2) AS total_amount
              FROM people JOIN ticket_flights USING (ticket_no) GROUP BY book_ref, b;
            CREATE TABLE boarding_passes AS
              WITH boarded AS (
                SELECT t.ticket_no, t.flight_id, aircraft_code, (row_number() OVER (PARTITION BY t.flight_id ORDER BY t.ticket_no))::INTEGER AS boarding_no
                FROM ticket_flights t JOIN flights f ON f.flight_id = t.flight_id AND f.status = 'Arrived'
              ), numbered AS (SELECT aircraft_code, seat_no, row_number() OVER (PARTITION BY aircraft_code ORDER BY seat_no) AS place FROM seats)
              SELECT ticket_no, flight_id, boarding_no, seat_no FROM boarded JOIN numbered ON numbered.aircraft_code = boarded.aircraft_code AND place = boarding_no;
            """;
    }

    private const string Brace = "{";
    private const string Unbrace = "}";

    /// <summary>A text in two languages, as the source keeps them.</summary>
    private static string Json(string english, string russian) => DuckDbSql.Literal($$"""{"en": "{{english}}", "ru": "{{russian}}"}""");
}
