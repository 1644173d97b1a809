using Sluice.Configuration;
using Sluice.Lineage;
using Sluice.Planning;
using Sluice.Tests.Planning;

namespace Sluice.Tests.Lineage;

/// <summary>The shipped pipelines' columns, followed to the tables that they come from.</summary>
public sealed class PlanLineageTests
{
    [Theory]
    [InlineData("state_emission_daily", "utility_emissions_daily", "record_date", "landing_db_dev.utility_data_oh.operating_datetime_utc landing_db_dev.utility_data_in.operating_datetime_utc")]
    [InlineData("state_emission_daily", "utility_emissions_daily", "co2_ton_oh", "landing_db_dev.utility_data_oh.co2_mass_tons")]
    [InlineData("state_emission_daily", "utility_emissions_daily", "co2_ton_total", "landing_db_dev.utility_data_oh.co2_mass_tons landing_db_dev.utility_data_in.co2_mass_tons")]
    [InlineData("state_emission_daily", "utility_emissions_daily", "exec_date", "")]
    [InlineData("state_emission_monthly", "utility_emissions_monthly", "record_month", "processed_db_dev.utility_emissions_daily.record_date")]
    [InlineData("state_emission_monthly", "utility_emissions_monthly", "co2_ton_in", "processed_db_dev.utility_emissions_daily.co2_ton_in")]
    [InlineData("traffic", "traffic", "uniqueid", "landing_db_dev.arrived_traffic.unieke_id")]
    [InlineData("traffic", "traffic", "avgspeed3minutes", "landing_db_dev.arrived_traffic.verkeersintensiteit_klasse2")]
    public void Columns_come_from(string pipeline, string table, string column, string sources)
    {
        var lineage = PlanLineage.Of(Plan(pipeline));

        var origin = lineage.Origin(new SourceTable("processed_db_dev", table), column);

        Assert.NotNull(origin);
        var found = origin.Sources.Select(static source => $"{source.Table}.{source.Column}").ToList();
        Assert.Equal(sources.Split(' ', StringSplitOptions.RemoveEmptyEntries), found.Where(sources.Contains));
        if (pipeline != "traffic")
        {
            Assert.Equal(sources, string.Join(' ', found));
        }
    }

    [Fact]
    public void Every_column_of_traffic_is_known()
    {
        var plan = Plan("traffic");
        var lineage = PlanLineage.Of(plan);

        Assert.Equal([new SourceTable("processed_db_dev", "traffic")], lineage.Targets);
        Assert.Equal([new SourceTable("landing_db_dev", "arrived_traffic")], lineage.Sources(new SourceTable("processed_db_dev", "traffic")));
        Assert.All(
            plan.Table("processed_db_dev", "traffic").Columns,
            column => Assert.NotEmpty(lineage.Origin(new SourceTable("processed_db_dev", "traffic"), column.Name)!.Sources));
        Assert.Equal("unieke_id", lineage.Origin(new SourceTable("processed_db_dev", "traffic"), "uniqueid")!.Sources.Single().Column);
    }

    private static RunPlan Plan(string pipeline)
    {
        var folder = Repository.Path("pipelines", pipeline);
        var file = Path.Combine(folder, "pipeline.json");
        var configuration = PipelineReader.Read(pipeline, file, File.ReadAllBytes(file));
        return RunPlanner.Plan(
            configuration,
            Plans.Request(pipeline: pipeline),
            Plans.Environment,
            configuration.SqlFiles.ToDictionary(static sql => sql, sql => File.ReadAllText(Path.Combine(folder, sql))));
    }
}
