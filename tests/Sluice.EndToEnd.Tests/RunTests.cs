namespace Sluice.EndToEnd.Tests;

public sealed class RunTests
{
    [Fact]
    public async Task Run_DropsFilesAndDoneFile_PublishesWhatTheInputSays()
    {
        await using var lake = new LakeFixture();
        var files = EmissionFiles.Write(lake.Subfolder("files"));

        var (exitCode, report) = await lake.RunAsync("state_emission_daily", "2026-11-20", files);

        Assert.Equal(0, exitCode);
        Assert.Equal("SUCCEEDED", (string?)report["status"]);
        Assert.Equal("2026-11-20", (string?)report["exec_date"]);
        Assert.StartsWith("arn:aws:states:", (string?)report["execution_arn"], StringComparison.Ordinal);
        Assert.NotNull((string?)report["run_id"]);
        Assert.Null(report["error"]);
        var expected = EmissionFiles.Expected(files);
        var published = Assert.Single(report["published"]!.AsArray())!;
        Assert.Equal("processed_db_dev.utility_emissions_daily", (string?)published["table"]);
        Assert.Equal(["exec_date=2026-11-20"], published["partitions"]!.AsArray().Select(static partition => (string)partition!));
        Assert.Equal(expected.Count, (int)published["rows"]!);
        Assert.Equal(expected, await PublishedRows.ReadAsync(lake, "2026-11-20"));
    }

    [Fact]
    public async Task Run_AgainWithChangedInput_ReplacesThePartition()
    {
        await using var lake = await LakeFixture.UpAsync();
        var files = EmissionFiles.Write(lake.Subfolder("files"));
        await lake.RunAsync("state_emission_daily", "2026-11-20", files);
        EmissionFiles.Rewrite(
            files, "OH", "SELECT * REPLACE ((co2_mass_tons * 4)::FLOAT AS co2_mass_tons) FROM file WHERE operating_datetime_utc < TIMESTAMP '1996-03-01'");

        var (exitCode, report) = await lake.RunAsync("state_emission_daily", "2026-11-20", files);

        Assert.Equal((0, "SUCCEEDED"), (exitCode, (string?)report["status"]));
        var expected = EmissionFiles.Expected(files);
        Assert.Equal(expected, await PublishedRows.ReadAsync(lake, "2026-11-20"));
        Assert.Equal(expected.Count, await PublishedRows.CountAsync(lake));
    }

    [Fact]
    public async Task Run_TwoDates_AreTwoPartitions()
    {
        await using var lake = await LakeFixture.UpAsync();
        var first = EmissionFiles.Write(lake.Subfolder("first"), seed: 1);
        var second = EmissionFiles.Write(lake.Subfolder("second"), seed: 2);

        var reports = await Task.WhenAll(
            lake.RunAsync("state_emission_daily", "2026-11-20", first), lake.RunAsync("state_emission_daily", "2026-11-21", second));

        Assert.All(reports, static report => Assert.Equal("SUCCEEDED", (string?)report.Report["status"]));
        Assert.Equal(EmissionFiles.Expected(first), await PublishedRows.ReadAsync(lake, "2026-11-20"));
        Assert.Equal(EmissionFiles.Expected(second), await PublishedRows.ReadAsync(lake, "2026-11-21"));
    }

    [Fact]
    public async Task Run_WhoseDayChangedALot_WarnsAndPublishes()
    {
        await using var lake = await LakeFixture.UpAsync();
        await lake.RunAsync("state_emission_daily", "2026-11-20", EmissionFiles.Write(lake.Subfolder("first")));
        var doubled = EmissionFiles.Write(lake.Subfolder("second"));
        EmissionFiles.Rewrite(doubled, "OH", "SELECT * REPLACE ((co2_mass_tons * 4)::FLOAT AS co2_mass_tons) FROM file");

        var (exitCode, report) = await lake.RunAsync("state_emission_daily", "2026-11-22", doubled);

        Assert.Equal(0, exitCode);
        Assert.Matches(
            @"^Check co2_steady \(change\) of processed_db_dev\.utility_emissions_daily, column co2_ton_total: the sum changed by \+1[0-9]{2}(\.[0-9]+)? % since 2026-11-20 ",
            report["warnings"]!.AsArray().Select(static warning => (string)warning!).Single(static warning => warning.StartsWith("Check co2_steady", StringComparison.Ordinal)));
        Assert.Equal(EmissionFiles.Expected(doubled), await PublishedRows.ReadAsync(lake, "2026-11-22"));
    }

    [Fact]
    public async Task Demo_PublishesTheSample_AndSaysWhatToTryNext()
    {
        await using var lake = new LakeFixture();

        var result = await SluiceProcess.RunAsync(lake.Folder);

        var output = result.Expect(0);
        Assert.Contains("CheckQuality", output, StringComparison.Ordinal);
        Assert.Contains("PublishPartitions", output, StringComparison.Ordinal);
        Assert.Contains("SUCCEEDED", output, StringComparison.Ordinal);
        Assert.Contains("1996-01-01", output, StringComparison.Ordinal);
        Assert.Contains("sluice query", output, StringComparison.Ordinal);
    }
}
