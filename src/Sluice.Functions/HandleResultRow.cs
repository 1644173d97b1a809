using System.Text.Json.Nodes;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Sluice.Functions.Assets;
using Sluice.Functions.Contracts;
using Sluice.Runs;

namespace Sluice.Functions;

/// <summary>
/// Handles one row of a query's result, unless the pipeline names another handler: collects it as a JSON object of the run's
/// folder, <c>results/&lt;query&gt;/&lt;row number&gt;.json</c>. A row may be handed over more than once, as a retry does; it
/// is then written to the same place again.
/// </summary>
public sealed class HandleResultRow(S3Objects objects, FunctionSettings settings)
{
    /// <summary>Writes the row.</summary>
    /// <exception cref="InputException">The row has not as many values as there are columns.</exception>
    [LambdaFunction(ResourceName = "HandleResultRowFunction", Timeout = 60, MemorySize = 512)]
    public Task<HandleResultRowOutput> Handle(HandleResultRowInput input, ILambdaContext context)
    {
        LogKeys.ForRun(input.Pipeline, input.ExecDate, input.RunId);
        return Deadline.RunAsync(context, token => CollectAsync(input, token));
    }

    private async Task<HandleResultRowOutput> CollectAsync(HandleResultRowInput input, CancellationToken cancellationToken)
    {
        if (input.Columns.Count != input.Data.Count)
        {
            throw new InputException(
                $"Row {input.RowNumber} of the query '{input.Query}' has {input.Data.Count} values for {input.Columns.Count} columns.");
        }

        var date = ExecDate.Parse(input.ExecDate, "the input's field 'exec_date'");
        var key = new RunKeys(input.Pipeline, date, input.RunId).ResultRow(input.Query, input.RowNumber);
        await objects.WriteJsonAsync(settings.AssetsBucket, key, Row(input), cancellationToken);
        return new HandleResultRowOutput { Key = key };
    }

    /// <summary>The values by column, as the text that Athena gives. A query may give two columns one name: the second gets a number.</summary>
    private static JsonObject Row(HandleResultRowInput input)
    {
        var row = new JsonObject();
        foreach (var (column, datum) in input.Columns.Zip(input.Data))
        {
            var name = column;
            for (var number = 2; row.ContainsKey(name); number++)
            {
                name = $"{column}_{number}";
            }

            row.Add(name, datum.VarCharValue);
        }

        return row;
    }
}
