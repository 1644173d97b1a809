using System.Text.Json.Nodes;

namespace Sluice.EndToEnd.Tests;

/// <summary><c>sluice backfill</c>: a run for each date, by the state machine that does it on AWS.</summary>
public sealed class BackfillTests
{
    private static readonly DateTime First = new(2024, 1, 1);

    [Fact]
    public async Task AYear_IsPublished_EachDayWithItsOwnHours()
    {
        await using var lake = await LakeFixture.UpAsync();
        var last = First.AddDays(365);
        var delivered = Enumerable.Range(0, 366).SelectMany(static day => Day(First.AddDays(day))).ToList();
        await DropAsync(lake, "traffic/", TrafficFiles.Write(lake.Subfolder("files"), delivered));

        var (exitCode, report) = await BackfillAsync(lake, "traffic", "--from", "2024-01-01", "--to", "2024-12-31", "--concurrency", "8");

        Assert.Equal((0, "SUCCEEDED", 366, 366), (exitCode, (string?)report["status"], (int)report["runs"]!, (int)report["succeeded"]!));
        Assert.Empty(report["failed"]!.AsArray());
        Assert.Null(report["retry"]);
        await AssertPublishedAsync();

        var (again, _) = await BackfillAsync(lake, "traffic", "--from", "2024-01-31", "--to", "2024-02-02");

        Assert.Equal(0, again);
        await AssertPublishedAsync();

        async Task AssertPublishedAsync()
        {
            Assert.Equal(TrafficFiles.Expected(delivered, First, last), await TrafficFiles.PublishedAsync(lake));
            Assert.Equal(
                delivered.Select(static row => $"year={row.Time.Year}/month={row.Time.Month}/day={row.Time.Day}/hour={row.Time.Hour}").Distinct().Order(StringComparer.Ordinal),
                (await lake.QueryAsync("SHOW PARTITIONS processed_db_dev.traffic")).Select(static row => (string)row!["partition"]!).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task WhatFailed_IsListed_AndCanBeRunAlone()
    {
        await using var lake = await LakeFixture.UpAsync();
        var files = EmissionFiles.Write(lake.Subfolder("files"));
        await DropAsync(lake, "incoming/all_ef_files/2026-10-31/", files);
        await DropAsync(lake, "incoming/all_ef_files/2026-11-02/", files);

        var (exitCode, report) = await BackfillAsync(lake, "state_emission_daily", "--from", "2026-10-31", "--to", "2026-11-02");

        Assert.Equal((1, "FAILED", 3, 2), (exitCode, (string?)report["status"], (int)report["runs"]!, (int)report["succeeded"]!));
        Assert.Equal("RunsFailed", (string?)report["error"]);
        Assert.Equal(
            """1 of 3 runs of state_emission_daily failed. Each execution says why. To run them alone, give a back-fill the "dates" ["2026-11-01"]""",
            (string?)report["cause"]);
        var failed = Assert.Single(report["failed"]!.AsArray())!;
        Assert.Equal(("2026-11-01", "FAILED"), ((string?)failed["exec_date"], (string?)failed["status"]));
        Assert.Contains("epacems-1996-IN", (string?)failed["cause"], StringComparison.Ordinal);
        Assert.Equal("sluice backfill state_emission_daily --dates 2026-11-01", (string?)report["retry"]);
        var expected = EmissionFiles.Expected(files);
        Assert.Equal(expected, await PublishedRows.ReadAsync(lake, "2026-10-31"));
        Assert.Equal(expected, await PublishedRows.ReadAsync(lake, "2026-11-02"));

        await DropAsync(lake, "incoming/all_ef_files/2026-11-01/", files);
        var (again, _) = await BackfillAsync(lake, "state_emission_daily", "--dates", "2026-11-01");

        Assert.Equal(0, again);
        Assert.Equal(expected, await PublishedRows.ReadAsync(lake, "2026-11-01"));
    }

    [Theory]
    [InlineData("There is no pipeline 'trafic'. There are: ", "trafic", "--from", "2024-01-01", "--to", "2024-01-02")]
    [InlineData("--from 2024-01-02 is after --to 2024-01-01.", "traffic", "--from", "2024-01-02", "--to", "2024-01-01")]
    [InlineData("--dates '2024-02-30' is not a date that exists, yyyy-MM-dd.", "traffic", "--dates", "2024-02-29,2024-02-30")]
    [InlineData("Say which dates to run: --from D --to D, or --dates D,D.", "traffic", "--from", "2024-01-02")]
    [InlineData("These are 1827 dates. Expected 1 to 1500, which the history of one execution can hold.", "traffic", "--from", "2020-01-01", "--to", "2024-12-31")]
    [InlineData("--concurrency is 41. Expected 1 to 40.", "traffic", "--dates", "2024-01-01", "--concurrency", "41")]
    public async Task WrongOptions_AreRefusedBeforeAnythingStarts(string message, params string[] arguments)
    {
        await using var lake = new LakeFixture();

        var result = await lake.SluiceAsync(["backfill", .. arguments, "--data", lake.Data]);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"sluice: {message}", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(lake.Data));
    }

    private static async Task<(int ExitCode, JsonNode Report)> BackfillAsync(LakeFixture lake, string pipeline, params IEnumerable<string> arguments)
    {
        var result = await lake.SluiceAsync(["backfill", pipeline, "--data", lake.Data, "--json", .. arguments]);
        Assert.True(result.Output.Length > 0, result.Error);
        return (result.ExitCode, JsonNode.Parse(result.Output)!);
    }

    /// <summary>Puts the files of a folder into the landing bucket, with no done-file.</summary>
    private static async Task DropAsync(LakeFixture lake, string prefix, string folder)
    {
        using var http = new HttpClient { BaseAddress = lake.Endpoint };
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var content = new ByteArrayContent(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            var key = prefix + Path.GetRelativePath(folder, file).Replace('\\', '/');
            using var response = await http.PutAsync(
                new Uri($"/sluice-landing-000000000000-dev/{key}", UriKind.Relative), content, TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, key);
        }
    }

    /// <summary>The last minutes of a day's hour and the first of its midnight, other hours every day.</summary>
    private static IEnumerable<TrafficMeasurement> Day(DateTime day)
    {
        var hour = day.Day % 23;
        foreach (var (at, arrived) in new[] { (day.AddHours(hour), day.AddHours(hour)), (day.AddHours(23).AddMinutes(57), day.AddHours(24)) })
        {
            for (var minute = 0; minute < 3; minute++)
            {
                yield return new TrafficMeasurement(32, at.AddMinutes(minute), arrived, [0, 1 + minute, 2, 0, 1], [0, 30 + day.Day * 2, 80 - minute * 20, 0, 55])
                {
                    Occupancy = day.Day,
                };
            }
        }
    }
}
