using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Glue.Jobs.Scripts.Spark;

/// <summary>Columns on their way between Parquet and a query, where DuckDB has types that Spark has not.</summary>
internal static class SparkTypes
{
    /// <summary>A column of a file as Spark sees it.</summary>
    public static string Read(DuckDbField column)
    {
        var name = DuckDbSql.Identifier(column.Name);
        return column.Type.Id switch
        {
            // Spark's timestamps are instants that it shows in the session's zone, which is UTC here.
            DuckDbTypeId.TimestampTz => $"({name} AT TIME ZONE 'UTC')",
            DuckDbTypeId.TimestampNanoseconds or DuckDbTypeId.TimestampMilliseconds or DuckDbTypeId.TimestampSeconds => $"CAST({name} AS TIMESTAMP)",
            DuckDbTypeId.UTinyInt or DuckDbTypeId.USmallInt => $"CAST({name} AS INTEGER)",
            DuckDbTypeId.UInteger => $"CAST({name} AS BIGINT)",
            _ => name,
        };
    }

    /// <summary>A column of a result as Spark writes it.</summary>
    /// <exception cref="JobFailedException">Spark has no such type.</exception>
    public static string Written(DuckDbField column)
    {
        var name = DuckDbSql.Identifier(column.Name);
        return column.Type.Id switch
        {
            // The difference of two timestamps: whole microseconds, which only Spark itself reads back as an interval.
            DuckDbTypeId.Interval => $"CAST(round(epoch({name}) * 1000000) AS BIGINT)",
            DuckDbTypeId.HugeInt => $"CAST({name} AS BIGINT)",
            DuckDbTypeId.TimestampTz => $"({name} AT TIME ZONE 'UTC')",
            DuckDbTypeId.Time or DuckDbTypeId.TimeTz =>
                throw new JobFailedException($"the column {column.Name} is a time of day, which Spark has no type for."),
            DuckDbTypeId.SqlNull =>
                throw new JobFailedException($"the column {column.Name} is NULL in every row, without a type: write CAST(NULL AS STRING) or the like."),
            _ => Read(column),
        };
    }
}
