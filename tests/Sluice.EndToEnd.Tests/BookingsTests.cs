using System.Text.Json.Nodes;
using NodaTime;
using Sluice.Local.Commands;
using Sluice.Local.Samples;
using Sluice.Tests.Shared;

namespace Sluice.EndToEnd.Tests;

/// <summary>The pipeline <c>bookings</c>: SQL in stages, each a run of a Glue job.</summary>
public sealed class BookingsTests
{
    private static readonly string[] Stages = ["bronze_stage", "dimension_stage", "fact_stage", "complex_transformation_stage"];

    [Fact]
    public async Task Sample_GoesThroughAllStages_AndTwiceIsTheSame()
    {
        await using var lake = await LakeFixture.UpAsync();
        var files = lake.Subfolder("files");
        SampleCatalog.Find("bookings")!.Write(files, new LocalDate(2026, 11, 20), 200); // the sample is part of the product
        var expected = new BookingsFiles(files);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var (exitCode, report) = await lake.RunAsync("bookings", "2026-11-20", files);

            Assert.True((exitCode, (string?)report["status"]) == (0, "SUCCEEDED"), report.ToJsonString());
            Assert.Equal(Stages, report["stages"]!.AsArray().Select(static stage => (string)stage!["stage"]!));
            await AssertTableAsync(expected.Aircrafts(), lake, "dim_aircraft", "aircraft_code", "model", "range_km", "seats", "business_seats");
            await AssertTableAsync(expected.Passengers(), lake, "dim_passenger", "passenger_id", "passenger_name", "email", "tickets");
            await AssertTableAsync(expected.Routes(), lake, "dim_route", "flight_no", "route", "days_of_week", "flights");
            await AssertTableAsync(expected.TicketFlights(), lake, "fact_ticket_flight", "ticket_no", "flight_id", "book_date", "amount");
            await AssertTableAsync(expected.Flights(), lake, "fact_flight", "flight_id", "departure_day", "departure_delay", "arrival_delay");
            await AssertTableAsync(expected.Loads(), lake, "flight_load", "flight_id", "seats", "sold", "load_percent", "revenue");
            await AssertTableAsync(expected.Revenues(), lake, "revenue_by_city", "city", "fare_conditions", "revenue", "tickets", "place");
        }
    }

    [Fact]
    public async Task FromStage_LeavesOutTheStagesBefore()
    {
        await using var lake = await LakeFixture.UpAsync();
        var files = lake.Subfolder("files");
        SampleCatalog.Find("bookings")!.Write(files, new LocalDate(2026, 11, 20), 30);
        await lake.RunAsync("bookings", "2026-11-20", files);
        await lake.RunAsync("bookings", "2026-11-20", null);
        Assert.Equal([(4, false), (4, true)], await ShownAsync(lake));

        var (exitCode, report) = await lake.RunAsync("bookings", "2026-11-20", null, "--from-stage", "fact_stage");
        Assert.Equal((0, "SUCCEEDED"), (exitCode, (string?)report["status"]));
        Assert.Equal(["fact_stage", "complex_transformation_stage"], report["stages"]!.AsArray().Select(static stage => (string)stage!["stage"]!));
        Assert.Equal([(4, null), (4, null), (2, true)], await ShownAsync(lake));

        (exitCode, report) = await lake.RunAsync("bookings", "2026-11-20", null, "--from-stage", "gold_stage");
        Assert.Equal((1, "FAILED"), (exitCode, (string?)report["status"]));
        Assert.Contains("'gold_stage', which is no stage of 'bookings'", (string?)report["cause"], StringComparison.Ordinal);
        Assert.Equal((null, false), (await ShownAsync(lake))[^1]);
    }

    private static async Task<List<(int? Stages, bool? Shown)>> ShownAsync(LakeFixture lake)
    {
        var runs = JsonNode.Parse((await lake.SluiceAsync("runs", "bookings", "--json", "--data", lake.Data)).Expect(0))!.AsArray(); // --json is an array
        return [.. runs.Select(static run => ((int?)run!["stages"], (bool?)run["shown"]))];
    }

    [Fact]
    public async Task FromStage_AfterAFailure_GoesOnWithWhatHasLanded_AndCopiesNothing()
    {
        await using var lake = await LakeFixture.UpAsync();
        var files = lake.Subfolder("files");
        SampleCatalog.Find("bookings")!.Write(files, new LocalDate(2026, 11, 20), 30);
        var (exitCode, refused) = await lake.RunAsync("bookings", "2026-11-20", null, "--from-stage", "bronze_stage");
        Assert.Equal((1, "RunRequestException"), (exitCode, (string?)refused["error"]));
        Assert.Contains("no run of 'bookings' for 2026-11-20 has come as far as its stages", (string?)refused["cause"], StringComparison.Ordinal);

        var pipelines = lake.Subfolder("pipelines");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "pipelines", "bookings"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(pipelines, Path.GetRelativePath(Path.Combine(Repository.Root, "pipelines"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!); // a file lies in a folder
            File.Copy(file, copy);
        }

        AthenaStages.WriteSql(pipelines, "fact_boarding", "SELECT nothing FROM boarding_passes_bronze");
        (exitCode, var failed) = await lake.RunAsync("bookings", "2026-11-20", files, "--pipelines", pipelines);
        Assert.True((exitCode, (string?)failed["error"]) == (1, "StageFailed"), failed.ToJsonString());
        using var client = new LakeClient(lake.Endpoint);
        var landed = await LandedAsync();
        Assert.NotEmpty(landed);

        foreach (var stage in (string[])["fact_stage", "bronze_stage"])
        {
            (exitCode, var report) = await lake.RunAsync("bookings", "2026-11-20", null, "--from-stage", stage);
            Assert.True((exitCode, (string?)report["status"]) == (0, "SUCCEEDED"), report.ToJsonString());
            Assert.Equal(landed, await LandedAsync());
            var history = await client.InvokeAsync(
                "AWSStepFunctions.GetExecutionHistory", new JsonObject { ["executionArn"] = (string?)report["execution_arn"], ["maxResults"] = 1000 }, TestContext.Current.CancellationToken);
            var states = history["events"]!.AsArray().Select(static each => (string?)each!["stateEnteredEventDetails"]?["name"]).OfType<string>().ToHashSet();
            Assert.Superset(new HashSet<string> { "HasLandingCrawlers", "HasEtl", "HasPublishing", "RunStages" }, states);
            Assert.DoesNotContain("PublishPartitions", states);

            var start = JsonNode.Parse((await client.GetTextAsync(
                "sluice-audit-000000000000-dev", $"openlineage/bookings/2026-11-20/{report["run_id"]}/1-START.json", TestContext.Current.CancellationToken))!)!;
            var written = start["outputs"]!.AsArray().Select(static output => (string)output!["name"]!).ToList();
            Assert.DoesNotContain(written, static name => name.Contains("raw", StringComparison.Ordinal));
            var read = start["inputs"]!.AsArray().Select(static input => (string)input!["name"]!).ToList();
            Assert.DoesNotContain(read, static name => name.StartsWith("incoming", StringComparison.Ordinal));
            Assert.Equal(stage == "bronze_stage", read.Exists(static name => name.EndsWith("flights_raw", StringComparison.Ordinal)));
        }

        await AssertTableAsync(new BookingsFiles(files).Revenues(), lake, "revenue_by_city", "city", "fare_conditions", "revenue", "tickets", "place");

        Task<IReadOnlyList<string>> LandedAsync() => client.ListKeysAsync("sluice-landing-000000000000-dev", "landing_db_dev/", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task FilesOfAnotherProject_RunAsTheyAre_ButForADatasetThatNamesWhatNothingProvides()
    {
        await using var lake = await LakeFixture.UpAsync();
        var files = lake.Subfolder("files");
        SampleCatalog.Find("bookings")!.Write(files, new LocalDate(2026, 11, 20), 30);
        var pipelines = ForeignStages.Write(lake.Subfolder("pipelines"));
        await ForeignStages.UploadAsync(lake, files);

        var validated = await lake.SluiceAsync("validate", "--pipelines", pipelines);
        Assert.Equal(1, validated.ExitCode);
        Assert.Contains("flight_status.sql:3: The SQL of 'fact_status' reads the table 'routes_bronze'", validated.Error, StringComparison.Ordinal);

        var (exitCode, report) = await lake.RunAsync("bookings", "2026-11-20", null, "--pipelines", pipelines);
        Assert.Equal((1, "StageFailed"), (exitCode, (string?)report["error"]));
        var cause = (string)report["cause"]!;
        Assert.StartsWith("gold_stage, run jr_", cause, StringComparison.Ordinal);
        Assert.Contains("fact_status: the SQL names the table routes_bronze, which nothing provides", cause, StringComparison.Ordinal);
        Assert.DoesNotContain("dim_", cause, StringComparison.Ordinal);

        // The others are done; by which rules, the tests of the SQL job say.
        using var client = new LakeClient(lake.Endpoint);
        Assert.True(await client.AnyObjectAsync("postgres-repo", "gold/bookings/dim_aircraft/", TestContext.Current.CancellationToken));
        Assert.True(await client.AnyObjectAsync("postgres-repo", "gold/bookings/dim_route/", TestContext.Current.CancellationToken));
        Assert.False(await client.AnyObjectAsync("postgres-repo", "gold/bookings/fact_status/", TestContext.Current.CancellationToken));
    }

    internal static async Task AssertTableAsync(IEnumerable<string> expected, LakeFixture lake, string table, params string[] columns)
    {
        var casts = columns.Select(static column => $"coalesce(CAST({column} AS varchar), 'NULL')");
        var rows = await lake.QueryAsync($"SELECT {string.Join(" || '|' || ", casts)} AS line FROM processed_db_dev.bookings_{table}");
        Assert.Equal(expected, rows.Select(static row => (string)row!["line"]!).Order(StringComparer.Ordinal));
    }
}
