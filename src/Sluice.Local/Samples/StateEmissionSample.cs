using NodaTime;
using Sluice.Lake.DuckDb;

namespace Sluice.Local.Samples;

/// <summary>
/// Hourly emissions of the power plants of Indiana and Ohio in 1996, shaped like the files of EPA's Continuous Emission
/// Monitoring System that <c>state_emission_daily</c> receives: 74 units and 8,784 hours a state, 650,016 rows each.
/// </summary>
/// <remarks>
/// Everything is integer arithmetic until the last division by eight, so every machine writes the same values. Tons are
/// eighths, which a real holds exactly and a double adds exactly in any order: a sum over them has one right answer.
/// </remarks>
public sealed class StateEmissionSample : ISample
{
    private const int HoursOf1996 = 366 * 24;

    // Text in the files. DuckDB need not look for the few different values first, which is a third of the time.
    private const string Enumerations =
        """
        CREATE TYPE state AS ENUM ('IN', 'OH');
        CREATE TYPE emissions_unit AS ENUM ('1', '2', '3', '4');
        CREATE TYPE measurement_code AS ENUM ('Measured', 'Substitute');
        """;

    private static readonly (string State, int FirstPlant)[] States = [("IN", 983), ("OH", 2828)];

    /// <inheritdoc/>
    public string Pipeline => "state_emission_daily";

    /// <inheritdoc/>
    public IReadOnlyList<SampleFile> Write(string folder, LocalDate execDate, int? rows)
    {
        if (rows is <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), rows, "A sample has at least one row a file.");
        }

        using var database = DuckDbDatabase.OpenInMemory();
        using (var connection = database.Connect())
        {
            connection.Execute(Enumerations);
        }

        // At once: each is written by one thread. Not as a parallel query, which would hide an error in an AggregateException.
        return Task.WhenAll(States.Select(state => Task.Run(() =>
        {
            using var connection = database.Connect();
            var path = Path.Combine(folder, $"epacems-1996-{state.State}.parquet");
            var count = rows ?? 74 * HoursOf1996;
            connection.Execute(
                $"COPY ({Select(state.State, state.FirstPlant, count, Delivery(execDate))}) " +
                $"TO {DuckDbSql.Literal(path)} (FORMAT parquet, COMPRESSION snappy)");
            return new SampleFile(path, count);
        }))).GetAwaiter().GetResult();
    }

    /// <summary>Deliveries differ a little from day to day, as corrected measurements do, so that a re-run has something to replace.</summary>
    private static int Delivery(LocalDate execDate) => execDate.DayOfYear;

    private static string Select(string state, int firstPlant, int rows, int delivery) =>
        $"""
        WITH measured AS (
          SELECT
            n % {HoursOf1996} AS hour,
            n // {HoursOf1996} AS unit,
            -- A spread without pattern from 0 to 999, the same everywhere.
            ((n * 7919 + {firstPlant} * 104729 + {delivery} * 1299709) % 1000003) % 1000 AS spread
          FROM range({rows}) AS rows(n)
        ), operated AS (
          SELECT
            *,
            -- Every unit stands still for two weeks a year; one hour in two hundred was not measured.
            (hour // 24 + unit * 5) % 366 < 14 AS outage,
            spread % 200 = 7 AS unmeasured,
            -- Megawatts in eighths: a base load, more by day than by night.
            ((unit % 9 + 1) * 400 + abs(12 - hour % 24) * -20 + 240 + spread) AS load
          FROM measured
        )
        SELECT
          ({firstPlant} + unit // 4)::INTEGER AS plant_id_eia,
          ({firstPlant} + unit // 4)::INTEGER AS plant_id_epa,
          (unit % 4 + 1)::VARCHAR::emissions_unit AS emissions_unit_id_epa,
          -- Eastern standard time's midnight, in UTC.
          TIMESTAMP '1996-01-01 05:00:00' + to_hours(hour) AS operating_datetime_utc,
          1996::INTEGER AS year,
          '{state}'::state AS state,
          (CASE WHEN outage THEN 0 ELSE 1 END)::FLOAT AS operating_time_hours,
          (CASE WHEN NOT outage THEN load / 8 END)::FLOAT AS gross_load_mw,
          (CASE WHEN NOT outage THEN load * 10 / 8 END)::FLOAT AS heat_content_mmbtu,
          NULL::FLOAT AS steam_load_1000_lbs,
          (CASE WHEN NOT outage AND NOT unmeasured THEN load * 15 / 8 END)::FLOAT AS so2_mass_lbs,
          (CASE WHEN NOT outage THEN CASE WHEN unmeasured THEN 'Substitute'::measurement_code ELSE 'Measured'::measurement_code END END) AS so2_mass_measurement_code,
          (CASE WHEN NOT outage AND NOT unmeasured THEN load * 4 / 8 END)::FLOAT AS nox_mass_lbs,
          (CASE WHEN NOT outage THEN CASE WHEN unmeasured THEN 'Substitute'::measurement_code ELSE 'Measured'::measurement_code END END) AS nox_mass_measurement_code,
          (CASE WHEN NOT outage AND NOT unmeasured THEN load / 8 END)::FLOAT AS co2_mass_tons,
          (CASE WHEN NOT outage THEN CASE WHEN unmeasured THEN 'Substitute'::measurement_code ELSE 'Measured'::measurement_code END END) AS co2_mass_measurement_code
        FROM operated
        """;
}
