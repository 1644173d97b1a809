using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Statements;

/// <summary><c>INSERT INTO t [(columns)] SELECT|VALUES|WITH ...</c>: <see href="https://docs.aws.amazon.com/athena/latest/ug/insert-into.html"/>.</summary>
internal sealed class InsertKind : IStatementKind
{
    /// <inheritdoc/>
    public Statement? TryParse(TokenReader reader)
    {
        if (!reader.TryTake("INSERT"))
        {
            return null;
        }

        reader.Expect("INTO");
        var name = TableName.Read(reader);
        var columns = new List<(string Name, string Place)>();
        if (reader.Current.IsSymbol("(") && !SelectKind.BeginsQuery(reader))
        {
            reader.Take();
            do
            {
                var place = SqlText.Place(reader.Sql, reader.Current.Start);
                columns.Add((reader.Name("a column name"), place));
            }
            while (reader.TryTakeSymbol(","));
            reader.ExpectSymbol(")");
        }

        return SelectKind.BeginsQuery(reader)
            ? new InsertStatement(name, columns, QueryText.From(reader))
            : throw reader.Unexpected("'SELECT', 'VALUES', 'WITH'");
    }
}
