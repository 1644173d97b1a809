using Sluice.Local.Commands;

namespace Sluice.EndToEnd.Tests;

/// <summary>Stages as the project that they come from writes them: its buckets, its paths, its way with SQL.</summary>
internal static class ForeignStages
{
    private const string Queries = """
        {
          "bronze_aircrafts": {
            "sql_name": "bronze_aircrafts",
            "sql_file": "bookings/sql_queries/bronze_aircrafts.sql",
            "tables": [{ "table_name": "aircrafts_raw", "s3_path": "s3://postgres-repo/raw/bookings/aircrafts_data/" }],
            "s3_target": "s3://postgres-repo/bronze/bookings/bronze_aircrafts/",
            "target_name": "aircrafts_bronze"
          },
          "bronze_flights": {
            "sql_name": "bronze_flights",
            "sql_file": "bookings/sql_queries/bronze_flights.sql",
            "tables": [{ "table_name": "flights_raw", "s3_path": "s3://postgres-repo/raw/bookings/flights/" }],
            "s3_target": "s3://postgres-repo/bronze/bookings/bronze_flights/",
            "target_name": "flights_bronze"
          },
          "fact_status": {
            "sql_name": "fact_status",
            "sql_file": "bookings/sql_queries/flight_status.sql",
            "tables": [{ "table_name": "flights_bronze", "s3_path": "s3://postgres-repo/bronze/bookings/bronze_flights/" }],
            "s3_target": "s3://postgres-repo/gold/bookings/fact_status/",
            "target_name": "status_gold"
          },
          "dim_aircraft": {
            "sql_name": "dim_aircraft",
            "sql_file": "bookings/sql_queries/dim_aircraft.sql",
            "tables": [{ "table_name": "aircrafts_bronze", "s3_path": "s3://postgres-repo/bronze/bookings/bronze_aircrafts/" }],
            "s3_target": "s3://postgres-repo/gold/bookings/dim_aircraft/",
            "target_name": "aircrafts_gold"
          },
          "dim_route": {
            "sql_name": "dim_route",
            "sql_file": "bookings/sql_queries/dim_route.sql",
            "tables": [{ "table_name": "flights_bronze", "s3_path": "s3://postgres-repo/bronze/bookings/bronze_flights/" }],
            "s3_target": "s3://postgres-repo/gold/bookings/dim_route/",
            "target_name": "routes_gold"
          }
        }
        """;

    private static readonly Dictionary<string, string> Files = new()
    {
        ["pipeline.json"] = """{ "stages": {} }""",
        ["etl_stages.json"] = """{ "bronze_stage": ["bronze_aircrafts", "bronze_flights"], "gold_stage": ["fact_status", "dim_aircraft", "dim_route"] }""",
        ["sql_queries.json"] = Queries,
        ["sql_queries/bronze_aircrafts.sql"] = "SELECT aircraft_code, get_json_object(CAST(model AS STRING), '$.en') AS model, \"range\" FROM aircrafts_raw\n",
        ["sql_queries/bronze_flights.sql"] = "SELECT * FROM flights_raw",
        ["sql_queries/flight_status.sql"] = "SELECT f.flight_id, r.duration\nFROM flights_bronze f\nJOIN routes_bronze r ON r.flight_no = f.flight_no",
        ["sql_queries/dim_aircraft.sql"] = "SELECT aircraft_code, model, \"range\" FROM aircrafts_bronze",
        ["sql_queries/dim_route.sql"] = """
            SELECT flight_no, COLLECT_LIST(day_of_week) AS days_of_week, MAX(duration) AS longest
            FROM (
                SELECT flight_no, DAYOFWEEK(scheduled_departure) AS day_of_week, scheduled_arrival - scheduled_departure AS duration
                FROM flights_bronze
                GROUP BY flight_no, DAYOFWEEK(scheduled_departure), scheduled_arrival - scheduled_departure
            ) subquery
            GROUP BY flight_no;

            """,
    };

    /// <summary>Writes the pipeline <c>bookings</c> into a folder of pipelines, and returns that.</summary>
    internal static string Write(string pipelines)
    {
        foreach (var (name, text) in Files)
        {
            var path = Path.Combine(pipelines, "bookings", name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!); // a file lies in a folder
            File.WriteAllText(path, text.ReplaceLineEndings("\r\n")); // as on Windows, where they were written
        }

        return pipelines;
    }

    /// <summary>Makes the project's bucket and puts the raw tables there.</summary>
    internal static async Task UploadAsync(LakeFixture lake, string files)
    {
        using (var http = new HttpClient { BaseAddress = lake.Endpoint })
        using (var made = await http.PutAsync("/postgres-repo", null, TestContext.Current.CancellationToken))
        {
            made.EnsureSuccessStatusCode();
        }

        using var client = new LakeClient(lake.Endpoint);
        foreach (var table in new[] { "aircrafts_data", "flights" })
        {
            await using var content = File.OpenRead(Path.Combine(files, $"{table}.parquet"));
            await client.PutObjectAsync("postgres-repo", $"raw/bookings/{table}/part-0.parquet", content, TestContext.Current.CancellationToken);
        }
    }
}
