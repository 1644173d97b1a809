using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Model;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Athena.Statements;

/// <summary>A statement that works on the catalog, and whose result is text.</summary>
internal abstract class DdlStatement : Statement
{
    /// <inheritdoc/>
    public override string StatementType => "DDL";

    /// <summary>The columns of what it prints.</summary>
    protected virtual IReadOnlyList<ColumnInfo> Columns => [];

    /// <inheritdoc/>
    public sealed override async Task<QueryOutcome> RunAsync(QueryRun run, StatementContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> lines;
        try
        {
            lines = await ApplyAsync(run, context, cancellationToken);
        }
        catch (AwsServiceException exception)
        {
            // Hive reports what the catalog refuses in these words.
            throw new QueryFailure(
                "",
                $"FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. {exception.Code}(message:{exception.Message})");
        }

        await context.Results.WriteLinesAsync(run.Results, Columns, lines, cancellationToken);
        return new QueryOutcome();
    }

    /// <summary>Changes or reads the catalog; returns the lines to print.</summary>
    protected abstract Task<IReadOnlyList<string>> ApplyAsync(QueryRun run, StatementContext context, CancellationToken cancellationToken);

    /// <summary>The failure of a statement whose meaning is wrong, in Hive's words.</summary>
    protected static QueryFailure Semantic(string message) => new("", $"FAILED: SemanticException {message}");
}
