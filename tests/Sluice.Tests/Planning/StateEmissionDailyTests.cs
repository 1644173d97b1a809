using System.Text;
using System.Text.Json;
using Sluice.Configuration;
using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Tests.Planning;

/// <summary>The pipeline as it is in the repository.</summary>
public sealed class StateEmissionDailyTests
{
    private const string Name = "state_emission_daily";
    private const string Run = "20261122t050000_0a1b2c3d";

    [Fact]
    public void Nothing_is_wrong_with_it()
    {
        var json = File.ReadAllBytes(Repository.Path("pipelines", Name, "pipeline.json"));

        Assert.Empty(PipelineCheck.Errors(Name, $"pipelines/{Name}/pipeline.json", json, Sql));
    }

    [Fact]
    public void Its_plan()
    {
        var plan = Plan("incoming/all_ef_files/2026-11-21/state_emission_daily.done");

        Assert.Equal((Name, Run, "dev", RunTrigger.DoneFile), (plan.Pipeline, plan.RunId, plan.Stage, plan.Trigger));
        Assert.Equal("incoming/all_ef_files/2026-11-21/", plan.IncomingFolder);
        Assert.Equal("incoming/all_ef_files/2026-11-21/state_emission_daily.completed", plan.CompletedKey);
        Assert.Equal(
            [
                new DatabasePlan("landing_db_dev", Zone.Landing, "s3://land/landing_db_dev/"),
                new DatabasePlan("processed_db_dev", Zone.Processed, "s3://proc/processed_db_dev/"),
            ],
            plan.Databases);
        Assert.Equal(
            [
                $"epacems-1996-IN* One landing_db_dev.utility_data_in s3://land/landing_db_dev/utility_data_in/exec_date=2026-11-21/run={Run}/ 2026-11-21",
                $"epacems-1996-OH* One landing_db_dev.utility_data_oh s3://land/landing_db_dev/utility_data_oh/exec_date=2026-11-21/run={Run}/ 2026-11-21",
            ],
            plan.Incoming.Select(incoming => $"{incoming.Pattern} {incoming.Count} {incoming.Database}.{incoming.Table} {incoming.TargetLocation} {string.Join('/', incoming.PartitionValues)}"));
        Assert.All(plan.Incoming, incoming => Assert.Equal($"s3://land/{incoming.TargetPrefix}", incoming.TargetLocation));
        Assert.Equal(
            ["s3://land/landing_db_dev/utility_data_in/", "s3://land/landing_db_dev/utility_data_oh/", "s3://proc/processed_db_dev/utility_emissions_daily/"],
            plan.Tables.Select(table => table.Location));
        Assert.Equal([16, 16, 4], plan.Tables.Select(table => table.Columns.Count));
        Assert.All(plan.Tables, table => Assert.Equal([new ColumnConfiguration("exec_date", "date")], table.PartitionKeys));
        var crawler = Assert.Single(plan.Crawlers);
        Assert.Equal(("sluice-dev-state_emission_daily-incoming", "landing_db_dev", "incoming_"), (crawler.Name, crawler.Database, crawler.TablePrefix));
        Assert.Equal(["s3://land/incoming/all_ef_files/"], crawler.Targets);
        Assert.Equal(["**.done", "**.completed"], crawler.Exclusions);
        Assert.Equal($"utility_emissions_daily__run_{Run}", Assert.Single(plan.StagedTables).StagedTable);
        var statement = Assert.Single(plan.Statements);
        Assert.Equal("01_utility_emissions_daily", statement.Id);
        Assert.Contains("  CAST(\"co2_ton_oh\" AS real) AS \"co2_ton_oh\",\n", statement.Sql);
        Assert.Contains("FROM \"landing_db_dev\".utility_data_oh\n  WHERE exec_date = DATE '2026-11-21'", statement.Sql);
        Assert.Same(plan.Tables[2], plan.Table(statement.Database, statement.Table));
    }

    [Fact]
    public void A_run_by_hand_reads_the_folder_of_its_exec_date()
    {
        Assert.Equal("incoming/all_ef_files/2026-11-21/", Plan(null).IncomingFolder);
    }

    [Fact]
    public void A_done_file_without_date_folder_has_its_files_beside_it()
    {
        Assert.Equal("incoming/all_ef_files/", Plan("incoming/all_ef_files/state_emission_daily.done").IncomingFolder);
    }

    [Fact]
    public void A_done_file_in_another_dataset_is_refused()
    {
        var error = Assert.Throws<RunRequestException>(() => Plan("incoming/other/2026-11-21/state_emission_daily.done"));

        Assert.Equal("The done-file 'incoming/other/2026-11-21/state_emission_daily.done' lies in the dataset 'other'. The pipeline 'state_emission_daily' takes its files from incoming/all_ef_files/.", error.Message);
    }

    [Fact]
    public void The_plan_survives_JSON_whole()
    {
        var plan = Plan("incoming/all_ef_files/2026-11-21/state_emission_daily.done");
        var json = plan.ToJson();

        Assert.Equal(Encoding.UTF8.GetString(json), Encoding.UTF8.GetString(RunPlan.FromJson(json).ToJson()));
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        Assert.Equal("2026-11-21", root.GetProperty("exec_date").GetString());
        Assert.Equal("done_file", root.GetProperty("trigger").GetString());
        Assert.Equal("replace", root.GetProperty("statements")[0].GetProperty("write").GetString());
        Assert.Equal(7200, root.GetProperty("polling").GetProperty("crawler_limit_seconds").GetInt32());
        Assert.False(root.TryGetProperty("keys", out _));
        Assert.Equal(plan.Keys, RunPlan.FromJson(json).Keys);
    }

    [Fact]
    public void A_plan_with_a_field_that_it_does_not_know_is_refused()
    {
        var json = Encoding.UTF8.GetString(Plan(null).ToJson()).Replace("\"stage\":", "\"satge\":");

        Assert.Throws<JsonException>(() => RunPlan.FromJson(Encoding.UTF8.GetBytes(json)));
    }

    private static RunPlan Plan(string? doneFile)
    {
        var configuration = PipelineReader.Read(
            Name, $"pipelines/{Name}/pipeline.json", File.ReadAllBytes(Repository.Path("pipelines", Name, "pipeline.json")));
        return RunPlanner.Plan(
            configuration,
            Plans.Request("2026-11-21", doneFile, Name),
            Plans.Environment,
            configuration.SqlFiles.ToDictionary(file => file, file => Sql(file)!)); // they are there
    }

    private static string? Sql(string file)
    {
        var path = Repository.Path("pipelines", Name, file);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
