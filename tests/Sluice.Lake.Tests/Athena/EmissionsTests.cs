namespace Sluice.Lake.Tests.Athena;

/// <summary>The computation of seed 002 over hourly rows, against what DuckDB's input says.</summary>
public sealed class EmissionsTests
{
    private const string Columns =
        "plant_id_eia int, operating_datetime_utc timestamp, state string, co2_mass_tons float";

    [Fact]
    public async Task Daily_totals_of_two_states_are_inserted_into_the_day()
    {
        await using var lake = new AthenaLake();
        foreach (var state in new[] { "in", "oh" })
        {
            await lake.SucceedAsync($"CREATE EXTERNAL TABLE utility_data_{state} ({Columns}) PARTITIONED BY (exec_date date) STORED AS PARQUET LOCATION 's3://lake/{state}/'");
            await lake.PutParquetAsync(
                $"{state}/exec_date=2023-11-08/run=a/epacems-1996-{state}.parquet",
                $"SELECT (i % 75)::INTEGER AS plant_id_eia, TIMESTAMP '1996-01-01 05:00:00' + to_hours(i // 75) AS operating_datetime_utc, '{state}' AS state, 0.25::FLOAT AS co2_mass_tons FROM range(648000) r(i)");
            await lake.SucceedAsync($"ALTER TABLE utility_data_{state} ADD PARTITION (exec_date = '2023-11-08') LOCATION 's3://lake/{state}/exec_date=2023-11-08/run=a/'");
        }

        await lake.SucceedAsync(
            "CREATE EXTERNAL TABLE utility_emissions_daily (record_date date, co2_ton_oh float, co2_ton_in float, co2_ton_total float) PARTITIONED BY (exec_date date) STORED AS PARQUET LOCATION 's3://lake/daily'");
        await lake.SucceedAsync(
            """
            INSERT INTO utility_emissions_daily
            WITH oh AS (
              SELECT date(operating_datetime_utc) AS record_date, sum(co2_mass_tons) AS co2
              FROM "awsdatacatalog"."db"."utility_data_oh" WHERE exec_date = DATE '2023-11-08' GROUP BY 1),
            "in" AS (
              SELECT date(operating_datetime_utc) AS record_date, sum(co2_mass_tons) AS co2
              FROM db.utility_data_in WHERE exec_date = DATE '2023-11-08' GROUP BY 1)
            SELECT oh.record_date, oh.co2, "in".co2, oh.co2 + "in".co2, DATE '2023-11-08'
            FROM oh JOIN "in" ON oh.record_date = "in".record_date
            """);

        Assert.Equal(
            ["361|1996-01-01|1996-12-26|162000.0|162000.0|324000.0"],
            await lake.RowsAsync(
                "SELECT count(*), min(record_date), max(record_date), sum(co2_ton_oh), sum(co2_ton_in), sum(co2_ton_total) FROM utility_emissions_daily WHERE exec_date = DATE '2023-11-08'"));
        Assert.Equal(
            ["1996-01-01|356.25|356.25|712.5|2023-11-08", "1996-01-02|450.0|450.0|900.0|2023-11-08"],
            await lake.RowsAsync("SELECT * FROM utility_emissions_daily ORDER BY record_date LIMIT 2"));
    }
}
