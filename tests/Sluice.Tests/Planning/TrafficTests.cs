using NodaTime;
using Sluice.Configuration;
using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Tests.Planning;

/// <summary>The pipeline <c>traffic</c>, planned from its own folder.</summary>
public sealed class TrafficTests
{
    [Fact]
    public void Every_day_from_the_start_date_to_yesterday_is_covered_by_statements_of_four_days()
    {
        var plan = Plan(Plans.Request("2026-10-28", pipeline: "traffic"));

        Assert.Equal(
            ["2026-10-28..2026-10-31", "2026-11-01..2026-11-04", "2026-11-05..2026-11-08", "2026-11-09..2026-11-12", "2026-11-13..2026-11-16", "2026-11-17..2026-11-20", "2026-11-21..2026-11-21"],
            plan.Statements.Select(statement => $"{ExecDate.Format(statement.FromDate!.Value)}..{ExecDate.Format(statement.ToDate!.Value)}"));
        Assert.Equal("01_traffic_2026-10-28", plan.Statements[0].Id);
        Assert.Contains("to_unixtime(CAST(DATE '2026-10-28' AS timestamp)) - 1200", plan.Statements[0].Sql);
        Assert.Contains("FROM \"landing_db_dev\".arrived_traffic", plan.Statements[0].Sql);
        Assert.Single(plan.StagedTables);
        Assert.Equal(
            [.. plan.Statements.Select(statement => new DateInterval(statement.FromDate!.Value, statement.ToDate!.Value))],
            plan.DaysOf("processed_db_dev", "traffic"));
    }

    [Fact]
    public void A_to_date_ends_the_range()
    {
        var plan = Plan(Plans.Request("2026-01-31", pipeline: "traffic") with { ToDate = new LocalDate(2026, 2, 1) });

        Assert.Equal([new DateInterval(new LocalDate(2026, 1, 31), new LocalDate(2026, 2, 1))], plan.DaysOf("processed_db_dev", "traffic"));
    }

    [Fact]
    public void A_later_to_date_needs_a_date_range()
    {
        var configuration = Plans.Configuration("{}");
        var request = Plans.Request("2026-01-31") with { ToDate = new LocalDate(2026, 2, 1) };

        var error = Assert.Throws<RunRequestException>(() => RunPlanner.Plan(configuration, request, Plans.Environment, new Dictionary<string, string>()));

        Assert.Equal(
            "The input's field 'to_date' is 2026-02-01, but a run of 'example' covers its exec_date alone: none of its statements has a \"date_range\". Start a run for each date.",
            error.Message);
        Assert.Empty(RunPlanner.Plan(configuration, request with { ToDate = request.ExecDate }, Plans.Environment, new Dictionary<string, string>()).Statements);
    }

    private static RunPlan Plan(RunRequest request)
    {
        var file = Repository.Path("pipelines", "traffic", "pipeline.json");
        var configuration = PipelineReader.Read("traffic", file, File.ReadAllBytes(file));
        var sql = configuration.SqlFiles.ToDictionary(name => name, name => File.ReadAllText(Repository.Path("pipelines", "traffic", name)));
        return RunPlanner.Plan(configuration, request, Plans.Environment, sql);
    }
}
