using System.Globalization;
using NodaTime;
using Sluice.Local.Samples;
using Sluice.Runs;

namespace Sluice.EndToEnd.Tests;

/// <summary>The pipeline <c>traffic</c>: measurements by the hour in which they were made.</summary>
public sealed class TrafficTests
{
    [Fact]
    public async Task Sample_IsPublishedByHour_AndTwiceIsTheSame()
    {
        await using var lake = await LakeFixture.UpAsync();
        var files = lake.Subfolder("files");
        SampleCatalog.Find("traffic")!.Write(files, new LocalDate(2026, 2, 28), 180); // the sample is part of the product
        var day = new DateTime(2026, 2, 28);
        var expected = TrafficFiles.Expected(TrafficFiles.Read(files), day, day);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var (exitCode, report) = await lake.RunAsync("traffic", "2026-02-28", files, "--to-date", "2026-02-28");

            Assert.Equal((0, "SUCCEEDED", "2026-02-28"), (exitCode, (string?)report["status"], (string?)report["exec_date"]));
            var published = Assert.Single(report["published"]!.AsArray())!;
            Assert.Equal("processed_db_dev.traffic", (string?)published["table"]);
            Assert.Equal(
                Enumerable.Range(0, 24).Select(static hour => $"year=2026/month=2/day=28/hour={hour}").Order(StringComparer.Ordinal),
                published["partitions"]!.AsArray().Select(static partition => (string)partition!));
            Assert.Equal(expected.Count, (int)published["rows"]!);
            Assert.Equal(expected, await TrafficFiles.PublishedAsync(lake));
        }
    }

    [Fact]
    public async Task AnHourWhoseOnlyFileIsCutOff_FailsTheRun_UntilItIsDeliveredAgain()
    {
        await using var lake = await LakeFixture.UpAsync();
        var files = lake.Subfolder("files");
        SampleCatalog.Find("traffic")!.Write(files, new LocalDate(2026, 2, 28), 180); // the sample is part of the product
        var day = new DateTime(2026, 2, 28);
        var expected = TrafficFiles.Expected(TrafficFiles.Read(files), day, day);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(files, "2026", "02", "28", "13")));
        var whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(file, whole[..(whole.Length / 2)], TestContext.Current.CancellationToken);

        var (exitCode, report) = await lake.RunAsync("traffic", "2026-02-28", files, "--to-date", "2026-02-28");

        Assert.NotEqual(0, exitCode);
        Assert.Equal("FAILED", (string?)report["status"]);
        Assert.Contains($"HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://sluice-landing-000000000000-dev/traffic/2026/02/28/13/{Path.GetFileName(file)}", report.ToJsonString(), StringComparison.Ordinal);

        await File.WriteAllBytesAsync(file, whole, TestContext.Current.CancellationToken);
        (exitCode, _) = await lake.RunAsync("traffic", "2026-02-28", files, "--to-date", "2026-02-28");
        Assert.Equal(0, exitCode);
        Assert.Equal(expected, await TrafficFiles.PublishedAsync(lake));
    }

    [Theory]
    [InlineData("2023-12-29", "2024-01-02")]
    [InlineData("2024-02-27", "2024-03-02")]
    public async Task Range_OverTheEndOfAMonth_IsWhole_WithWindowsOverEveryMidnight(string first, string last)
    {
        await using var lake = await LakeFixture.UpAsync();
        var (from, to) = (Day(first), Day(last));
        var delivered = AroundMidnights(from, to).ToList();
        var files = TrafficFiles.Write(lake.Subfolder("files"), delivered);

        var (exitCode, report) = await lake.RunAsync("traffic", first, files, "--to-date", last);

        // Five days of 24 hours are two statements: at most 100 partitions each.
        Assert.Equal((0, "SUCCEEDED"), (exitCode, (string?)report["status"]));
        Assert.Equal(TrafficFiles.Expected(delivered, from, to), await TrafficFiles.PublishedAsync(lake));
    }

    [Fact]
    public async Task LateEvents_LandInTheirOwnHour_AndHoursWithoutRowsGo()
    {
        await using var lake = await LakeFixture.UpAsync();
        var (from, to) = (Day("2024-04-29"), Day("2024-05-01"));
        var delivered = AroundMidnights(from, to).ToList();
        var files = TrafficFiles.Write(lake.Subfolder("files"), delivered);
        await lake.RunAsync("traffic", "2024-04-29", files, "--to-date", "2024-05-01");

        // A week later: an hour that nobody had heard of, and the news that the loop was defective all through another.
        List<TrafficMeasurement> late =
        [
            .. Enumerable.Range(0, 5).Select(static minute => Row(7, new DateTime(2024, 4, 30, 11, minute, 0), new DateTime(2024, 5, 7, 3, 0, 0))),
            .. delivered.Where(static row => row.Time is { Day: 30, Hour: 23 }).Select(static row => row with { Arrived = new DateTime(2024, 5, 7, 3, 0, 0), Defect = 1 }),
        ];
        TrafficFiles.Write(files, late, "late");
        var (_, report) = await lake.RunAsync("traffic", "2024-04-29", files, "--to-date", "2024-05-01");

        Assert.Equal("SUCCEEDED", (string?)report["status"]);
        var partitions = report["published"]![0]!["partitions"]!.AsArray().Select(static partition => (string)partition!).ToList();
        Assert.Contains("year=2024/month=4/day=30/hour=11", partitions);
        Assert.DoesNotContain("year=2024/month=4/day=30/hour=23", partitions);
        Assert.Equal(TrafficFiles.Expected([.. delivered, .. late], from, to), await TrafficFiles.PublishedAsync(lake));
    }

    [Fact]
    public async Task OneDay_AloneIsTheSameAsInARange_AndLeavesTheOtherDaysAlone()
    {
        await using var lake = await LakeFixture.UpAsync();
        var (from, to) = (Day("2024-02-28"), Day("2024-03-01"));
        var delivered = AroundMidnights(from, to).ToList();
        var files = TrafficFiles.Write(lake.Subfolder("files"), delivered);
        foreach (var date in new[] { "2024-03-01", "2024-02-28", "2024-02-29" })
        {
            var (exitCode, _) = await lake.RunAsync("traffic", date, files, "--to-date", date);
            Assert.Equal(0, exitCode);
        }

        Assert.Equal(TrafficFiles.Expected(delivered, from, to), await TrafficFiles.PublishedAsync(lake));
    }

    [Fact]
    public async Task WithoutADate_TheRunTakesYesterday()
    {
        await using var lake = new LakeFixture();
        var before = ExecDate.Yesterday(SystemClock.Instance.GetCurrentInstant());
        var result = await lake.SluiceAsync("run", "traffic", "--data", lake.Data, "--json");
        var after = ExecDate.Yesterday(SystemClock.Instance.GetCurrentInstant());

        var report = System.Text.Json.Nodes.JsonNode.Parse(result.Expect(0))!;
        Assert.True((string?)report["exec_date"] == ExecDate.Format(before) || (string?)report["exec_date"] == ExecDate.Format(after), (string?)report["exec_date"]);
        Assert.Equal(24, report["published"]![0]!["partitions"]!.AsArray().Count);
    }

    /// <summary>Its files lie where those of all dates do.</summary>
    [Fact]
    public async Task LastDayBeforeTheFirst_IsRefusedBeforeAnythingIsDropped()
    {
        await using var lake = new LakeFixture();

        var (exitCode, report) = await lake.RunAsync("traffic", "2024-02-28", null, "--to-date", "2024-02-27");

        Assert.Equal((1, "NOT_STARTED", "RunRequestException"), (exitCode, (string?)report["status"], (string?)report["error"]));
        Assert.StartsWith("The input's field 'to_date' is 2024-02-27, before the run's exec_date 2024-02-28.", (string?)report["cause"], StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(lake.Data, "*.parquet", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task NothingArrived_FailsAndNamesTheTable()
    {
        await using var lake = new LakeFixture();

        var (exitCode, report) = await lake.RunAsync("traffic", "2024-02-28", lake.Subfolder("empty"), "--to-date", "2024-02-28");

        Assert.Equal((1, "FAILED"), (exitCode, (string?)report["status"]));
        Assert.Contains("arrived_traffic", (string?)report["cause"], StringComparison.Ordinal);
        Assert.Empty(report["published"]!.AsArray());
    }

    /// <summary>
    /// Half an hour on either side of every midnight from the first day's to the one after the last, at two points: some minutes
    /// missing, some without vehicles or speeds, some defective, some late by an hour or more than a day, some delivered twice.
    /// </summary>
    private static IEnumerable<TrafficMeasurement> AroundMidnights(DateTime from, DateTime to)
    {
        for (var midnight = from; midnight <= to.AddDays(1); midnight = midnight.AddDays(1))
        {
            for (var minute = -30; minute < 30; minute++)
            {
                foreach (var point in new[] { 32, 37 })
                {
                    var n = Math.Abs(minute * 7 + point + midnight.Day * 13);
                    var time = midnight.AddMinutes(minute);
                    var row = Row(point, time, Hour(time).AddHours(n % 17 == 3 ? 1 : n % 23 == 5 ? 29 : 0)) with { Defect = n % 19 == 1 ? 1 : 0 };
                    if (n % 11 != 2)
                    {
                        yield return row;
                    }

                    if (n % 13 == 4)
                    {
                        yield return row with { Arrived = row.Arrived.AddHours(2), Vehicles = [0, 9, 9, 9, 9], Changed = row.Changed.AddSeconds(60) };
                    }
                }
            }
        }
    }

    private static TrafficMeasurement Row(int point, DateTime time, DateTime arrived)
    {
        var n = time.Minute * 31 + point * 7 + time.Day;
        int[] vehicles = n % 6 == 0 ? [1, 0, 0, 0, 0] : [0, n % 5, n % 3, n % 2, n % 4];
        return new TrafficMeasurement(
            point, time, arrived, vehicles, [.. vehicles.Select((count, number) => count == 0 ? 0 : n % 29 == 1 ? 254 : n % 10 < 4 ? 20 + n % 37 : 70 + number * 3 + n % 41)]);
    }

    private static DateTime Hour(DateTime time) => time.Date.AddHours(time.Hour);

    private static DateTime Day(string text) => DateTime.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
