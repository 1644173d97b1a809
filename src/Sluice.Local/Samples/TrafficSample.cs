using NodaTime;
using NodaTime.Text;
using Sluice.Lake.DuckDb;
using Sluice.Runs;

namespace Sluice.Local.Samples;

/// <summary>
/// A day of the Flemish traffic feed as Firehose delivers it to <c>traffic</c>: Parquet files in folders of the arrival's year,
/// month, day and hour, a row a minute and measuring point. Twenty points, 28,800 rows, unless told otherwise.
/// </summary>
/// <remarks>
/// Every minute of the UTC day is measured once at each point. One in fifty arrives up to three hours late, one in a hundred is
/// delivered twice, one in ninety comes from a defective loop; each point has a jam in the morning. Integers only, so every
/// machine writes the same values.
/// </remarks>
public sealed class TrafficSample : ISample
{
    private const int DefaultRows = 20 * 60;
    private static readonly LocalDatePattern FolderOfDay = LocalDatePattern.CreateWithInvariantCulture("uuuu'/'MM'/'dd");

    /// <inheritdoc/>
    public string Pipeline => "traffic";

    /// <inheritdoc/>
    public string Folder(LocalDate execDate) => FolderOfDay.Format(execDate);

    /// <inheritdoc/>
    public IReadOnlyList<SampleFile> Write(string folder, LocalDate execDate, int? rows)
    {
        if (rows is <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), rows, "A sample has at least one row a file.");
        }

        using var database = DuckDbDatabase.OpenInMemory();
        using var connection = database.Connect();
        connection.Execute($"CREATE TABLE measured AS {Select(execDate, rows ?? DefaultRows)}");
        var files = new List<SampleFile>();
        foreach (var (hour, count) in Hours(connection))
        {
            var target = Directory.CreateDirectory(Path.Combine(folder, Folder(execDate), $"{hour:D2}")).FullName;
            // As Firehose names them: the stream, its version, when.
            var path = Path.Combine(target, $"traffic-1-{ExecDate.Format(execDate)}-{hour:D2}-00-00.parquet");
            connection.Execute(
                $"COPY (SELECT * EXCLUDE (arrival_hour) FROM measured WHERE arrival_hour = {hour} ORDER BY tijd_waarneming, unieke_id) " +
                $"TO {DuckDbSql.Literal(path)} (FORMAT parquet, COMPRESSION snappy)");
            files.Add(new SampleFile(path, count));
        }

        return files;
    }

    private static List<(long Hour, long Rows)> Hours(DuckDbConnection connection)
    {
        using var result = connection.Query("SELECT arrival_hour, count(*) FROM measured GROUP BY 1 ORDER BY 1");
        return result.Rows().Select(static row => ((long)row[0]!, (long)row[1]!)).ToList(); // neither is NULL
    }

    private static string Select(LocalDate execDate, int rowsPerHour)
    {
        var midnight = execDate.AtMidnight().InUtc().ToInstant().ToUnixTimeSeconds();
        string Classes(string name, Func<int, string> value) =>
            string.Join(",\n  ", Enumerable.Range(1, 5).Select(number => $"({value(number)})::INTEGER AS {name}_klasse{number}"));

        return $"""
            WITH slots AS (
              SELECT
                n // {rowsPerHour} AS hour,
                n % {rowsPerHour} // 60 AS point,
                n % 60 AS minute,
                -- A spread without pattern from 0 to 999, the same everywhere.
                ((n * 7919 + {execDate.DayOfYear} * 1299709) % 1000003) % 1000 AS spread
              FROM range({24 * rowsPerHour}) AS slots(n)
            ), driven AS (
              SELECT
                *,
                hour * 60 + minute AS minute_of_day,
                -- Few by night, many by day.
                CASE WHEN hour BETWEEN 6 AND 20 THEN 6 ELSE 1 END AS busy,
                -- Each point has its jam: an hour from about seven on, a little later from point to point.
                hour * 60 + minute BETWEEN 420 + point * 3 % 60 AND 480 + point * 3 % 60 AS jam,
                spread % 90 = 17 AS defective
              FROM slots
            ), counted AS (
              SELECT
                *,
                CASE WHEN defective OR spread % 7 = 0 THEN 0 ELSE busy * 2 + spread % 5 END AS vehicles2,
                CASE WHEN defective THEN 0 ELSE busy // 2 + spread // 7 % 3 - 1 END AS vehicles3,
                CASE WHEN defective THEN 0 ELSE spread // 11 % 3 - 1 END AS vehicles4,
                CASE WHEN defective THEN 0 ELSE spread // 13 % 4 - 1 END AS vehicles5,
                CASE WHEN jam THEN 12 + spread % 25 ELSE 78 + spread % 45 END AS speed
              FROM driven
            ), deliveries AS (
              SELECT *, least(hour + CASE WHEN spread % 50 = 3 THEN 1 + spread % 3 ELSE 0 END, 23) AS arrival_hour FROM counted
              UNION ALL
              SELECT *, least(hour + 1, 23) AS arrival_hour FROM counted WHERE spread % 100 = 31
            )
            SELECT
              'H' || (200 + point) || 'L10' AS beschrijvende_id,
              (3000 + point)::INTEGER AS unieke_id,
              (50 + point // 3)::INTEGER AS lve_nr,
              ({midnight} + minute_of_day * 60)::BIGINT AS tijd_waarneming,
              ({midnight} + minute_of_day * 60 + 75)::BIGINT AS tijd_laatst_gewijzigd,
              1::INTEGER AS actueel_publicatie,
              (CASE WHEN defective THEN 0 ELSE 1 END)::INTEGER AS beschikbaar,
              (CASE WHEN defective THEN 1 ELSE 0 END)::INTEGER AS defect,
              0::INTEGER AS geldig,
              {Classes("verkeersintensiteit", static number => number == 1 ? "0" : $"greatest(vehicles{number}, 0)")},
              {Classes("voertuigsnelheid_rekenkundig", static number => number == 1 ? "0" : $"CASE WHEN vehicles{number} > 0 THEN speed - {number * 2} ELSE 0 END")},
              {Classes("voertuigsnelheid_harmonisch", static number => number == 1 ? "252" : $"CASE WHEN vehicles{number} > 0 THEN speed - {number * 2} - 1 ELSE 252 END")},
              (CASE WHEN defective THEN -1 WHEN jam THEN 40 + spread % 30 ELSE spread % 15 END)::INTEGER AS rekendata_bezettingsgraad,
              (CASE WHEN defective THEN 0 ELSE 100 END)::INTEGER AS rekendata_beschikbaarheidsgraad,
              (spread % 200)::INTEGER AS rekendata_onrustigheid,
              arrival_hour
            FROM deliveries
            """;
    }
}
