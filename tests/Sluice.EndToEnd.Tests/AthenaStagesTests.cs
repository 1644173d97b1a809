using NodaTime;
using Sluice.Local.Commands;
using Sluice.Local.Samples;
using Sluice.Tests.Shared;

namespace Sluice.EndToEnd.Tests;

/// <summary>Stages with <c>"engine": "athena"</c>.</summary>
public sealed class AthenaStagesTests
{
    [Fact]
    public async Task Bookings_InAthena_GivesWhatItGivesInGlue_AndAFailureLeavesIt()
    {
        await using var lake = await LakeFixture.UpAsync();
        var files = lake.Subfolder("files");
        SampleCatalog.Find("bookings")!.Write(files, new LocalDate(2026, 11, 20), 60); // the sample is part of the product
        var expected = new BookingsFiles(files);
        var pipelines = AthenaStages.Write(Repository.Root, lake.Subfolder("pipelines"));

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var (exitCode, report) = await lake.RunAsync("bookings", "2026-11-20", files, "--pipelines", pipelines);

            Assert.True((exitCode, (string?)report["status"]) == (0, "SUCCEEDED"), report.ToJsonString());
            Assert.All(report["stages"]!.AsArray(), static stage => Assert.Equal("athena", (string?)stage!["ran"]));
            await AssertTablesAsync(expected, lake);
        }

        var (again, fromStage) = await lake.RunAsync("bookings", "2026-11-20", null, "--pipelines", pipelines, "--from-stage", "fact_stage");
        Assert.True((again, (string?)fromStage["status"]) == (0, "SUCCEEDED"), fromStage.ToJsonString());
        Assert.Equal(["fact_stage", "complex_transformation_stage"], fromStage["stages"]!.AsArray().Select(static stage => (string)stage!["stage"]!));

        AthenaStages.WriteSql(pipelines, "flight_load", "SELECT CAST(flight_no AS integer) AS flight_id FROM fact_flight");
        var (failed, failure) = await lake.RunAsync("bookings", "2026-11-20", null, "--pipelines", pipelines, "--from-stage", "complex_transformation_stage");
        Assert.Equal((1, "StatementFailedException"), (failed, (string?)failure["error"]));
        var cause = (string)failure["cause"]!;
        Assert.Contains("complex_transformation_stage/flight_load (bookings/sql_queries/flight_load.sql) FAILED: INVALID_CAST_ARGUMENT", cause, StringComparison.Ordinal);
        await AssertTablesAsync(expected, lake);

        // Neither runs that end well nor those that fail leave a table in the catalog.
        var left = await lake.QueryAsync("SHOW TABLES IN processed_db_dev '*__run_*'");
        Assert.Empty(left);
    }

    private static async Task AssertTablesAsync(BookingsFiles expected, LakeFixture lake)
    {
        await BookingsTests.AssertTableAsync(expected.Aircrafts(), lake, "dim_aircraft", "aircraft_code", "model", "range_km", "seats", "business_seats");
        await BookingsTests.AssertTableAsync(expected.Passengers(), lake, "dim_passenger", "passenger_id", "passenger_name", "email", "tickets");
        await BookingsTests.AssertTableAsync(expected.Routes(), lake, "dim_route", "flight_no", "route", "days_of_week", "flights");
        await BookingsTests.AssertTableAsync(expected.TicketFlights(), lake, "fact_ticket_flight", "ticket_no", "flight_id", "book_date", "amount");
        await BookingsTests.AssertTableAsync(expected.Flights(), lake, "fact_flight", "flight_id", "departure_day", "departure_delay", "arrival_delay");
        await BookingsTests.AssertTableAsync(expected.Loads(), lake, "flight_load", "flight_id", "seats", "sold", "load_percent", "revenue");
        await BookingsTests.AssertTableAsync(expected.Revenues(), lake, "revenue_by_city", "city", "fare_conditions", "revenue", "tickets", "place");
    }
}
