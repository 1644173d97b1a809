namespace Sluice.Tests.Shared;

/// <summary>The pipeline <c>bookings</c> with its stages in Athena: the SQL that only Spark takes is written in Athena's dialect.</summary>
internal static class AthenaStages
{
    private static readonly Dictionary<string, string> Sql = new()
    {
        ["bronze_aircrafts"] = """SELECT aircraft_code, json_extract_scalar(model, '$.en') AS model, "range" AS range_km FROM aircrafts_raw;""",
        ["bronze_airports"] = """
            SELECT airport_code, json_extract_scalar(airport_name, '$.en') AS airport_name, json_extract_scalar(city, '$.en') AS city, coordinates, timezone
            FROM airports_raw -- a comment at the end
            """,
        ["bronze_tickets"] = """
            SELECT ticket_no, book_ref, passenger_id,
              array_join(transform(split(passenger_name, ' '), word -> upper(substr(word, 1, 1)) || lower(substr(word, 2))), ' ') AS passenger_name,
              json_extract_scalar(contact_data, '$.email') AS email,
              json_extract_scalar(contact_data, '$.phone') AS phone
            FROM tickets_raw
            """,
        ["dim_route"] = """
            SELECT flight_no, departure_airport, arrival_airport, aircraft_code,
              departure_airport || ' to ' || arrival_airport AS route,
              array_join(array_sort(array_agg(DISTINCT CAST(day_of_week(scheduled_departure) % 7 + 1 AS varchar))), ',') AS days_of_week,
              count(*) AS flights
            FROM flights_bronze
            GROUP BY flight_no, departure_airport, arrival_airport, aircraft_code
            """,
        ["fact_flight"] = """
            SELECT flight_id, flight_no, departure_airport, arrival_airport, aircraft_code, status, scheduled_departure,
              date_format(scheduled_departure, '%Y-%m-%d') AS departure_day,
              date_diff('second', scheduled_departure, actual_departure) / 60 AS departure_delay,
              date_diff('second', scheduled_arrival, actual_arrival) / 60 AS arrival_delay
            FROM flights_bronze
            """,
    };

    /// <summary>Writes the pipeline into a folder of pipelines, and returns that.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="pipelines">The folder.</param>
    internal static string Write(string root, string pipelines)
    {
        var from = Path.Combine(root, "pipelines", "bookings");
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(pipelines, "bookings", Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!); // a file lies in a folder
            File.Copy(file, to);
        }

        var configuration = Path.Combine(pipelines, "bookings", "pipeline.json");
        File.WriteAllText(configuration, File.ReadAllText(configuration).Replace("\"stages\": { ", "\"stages\": { \"engine\": \"athena\", ", StringComparison.Ordinal));
        foreach (var (dataset, sql) in Sql)
        {
            WriteSql(pipelines, dataset, sql);
        }

        return pipelines;
    }

    /// <summary>Writes a dataset's SQL.</summary>
    internal static void WriteSql(string pipelines, string dataset, string sql) =>
        File.WriteAllText(Path.Combine(pipelines, "bookings", "sql_queries", $"{dataset}.sql"), sql);
}
