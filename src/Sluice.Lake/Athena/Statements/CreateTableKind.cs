using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Sql;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.S3;

namespace Sluice.Lake.Athena.Statements;

/// <summary><c>CREATE EXTERNAL TABLE</c>: <see href="https://docs.aws.amazon.com/athena/latest/ug/create-table.html"/>.</summary>
internal sealed class CreateTableKind : IStatementKind
{
    /// <inheritdoc/>
    public Statement? TryParse(TokenReader reader)
    {
        if (!reader.TryTake("CREATE", "EXTERNAL", "TABLE"))
        {
            return null;
        }

        var ifNotExists = reader.TryTake("IF", "NOT", "EXISTS");
        var name = TableName.Read(reader);
        var columns = HiveColumns.Read(reader);
        IReadOnlyList<GlueColumn> keys = [];
        string? comment = null;
        string? location = null;
        var storage = new TableStorage();
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        while (!reader.AtEnd)
        {
            if (reader.TryTake("COMMENT"))
            {
                comment = HiveText.Read(reader, "a comment in quotes");
            }
            else if (reader.TryTake("PARTITIONED", "BY"))
            {
                keys = ReadKeys(reader, columns);
            }
            else if (reader.TryTake("ROW", "FORMAT"))
            {
                storage.ReadRowFormat(reader);
            }
            else if (reader.TryTake("STORED", "AS"))
            {
                storage.ReadStoredAs(reader);
            }
            else if (reader.TryTake("LOCATION"))
            {
                location = ReadLocation(reader);
            }
            else if (reader.TryTake("TBLPROPERTIES"))
            {
                properties = HiveText.ReadProperties(reader);
            }
            else
            {
                throw reader.Unexpected("'COMMENT', 'LOCATION', 'PARTITIONED', 'ROW', 'STORED', 'TBLPROPERTIES', <EOF>");
            }
        }

        properties["EXTERNAL"] = "TRUE";
        return new CreateTableStatement(
            name,
            ifNotExists,
            new GlueTable
            {
                Name = name.Table,
                DatabaseName = "",
                Description = comment,
                TableType = "EXTERNAL_TABLE",
                PartitionKeys = keys,
                Parameters = properties,
                StorageDescriptor = storage.Build(
                    columns, location ?? throw reader.Unexpected("'LOCATION' (an external table has one)")),
            });
    }

    private static List<GlueColumn> ReadKeys(TokenReader reader, List<GlueColumn> columns)
    {
        var place = reader.Current.Start;
        var keys = HiveColumns.Read(reader);
        return keys.Find(key => columns.Any(column => column.Name == key.Name)) is { } repeated
            ? throw QueryFailure.Syntax(reader.Sql, place, $"Column repeated in partitioning columns: {repeated.Name}")
            : keys;
    }

    private static string ReadLocation(TokenReader reader)
    {
        var place = reader.Current.Start;
        var location = HiveText.Read(reader, "an s3:// location in quotes");
        return S3Uri.TryParse(location, out _)
            ? location
            : throw QueryFailure.Syntax(reader.Sql, place, $"'{location}' is not an s3:// location");
    }
}
