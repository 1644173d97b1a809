using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Lake.Athena;
using Sluice.Lake.Protocol;

namespace Sluice.Functions.Tests.StateMachine;

/// <summary>An Athena with one query of so many rows, numbered from 1, in a column <c>n</c>; it remembers what it was asked.</summary>
internal sealed class CannedAthena(int rows) : IJsonService, IQueryCompletion
{
    public List<(string Operation, JsonObject Request)> Calls { get; } = [];

    public string Name => "athena";

    public string TargetPrefix => "AmazonAthena";

    public string ContentType => "application/x-amz-json-1.1";

    public Task<JsonObject> InvokeAsync(string operation, JsonObject request, CancellationToken cancellationToken)
    {
        lock (Calls)
        {
            Calls.Add((operation, (JsonObject)request.DeepClone()));
        }

        return Task.FromResult(operation switch
        {
            "StartQueryExecution" => new JsonObject { ["QueryExecutionId"] = "q-1" },
            "GetQueryExecution" => new JsonObject
            {
                ["QueryExecution"] = new JsonObject { ["QueryExecutionId"] = "q-1", ["Status"] = new JsonObject { ["State"] = "SUCCEEDED" } },
            },
            "GetQueryResults" => Page((int)request["MaxResults"]!, (string?)request["NextToken"]),
            _ => throw new NotSupportedException(operation),
        });
    }

    public Task WaitForQueryAsync(string queryExecutionId, CancellationToken cancellationToken) => Task.CompletedTask;

    private JsonObject Page(int size, string? token)
    {
        // Row 0 is the header.
        var first = token is null ? 0 : int.Parse(token, CultureInfo.InvariantCulture);
        var next = Math.Min(first + size, rows + 1);
        var page = new JsonObject
        {
            ["ResultSet"] = new JsonObject
            {
                ["Rows"] = new JsonArray([.. Enumerable.Range(first, next - first).Select(static number => new JsonObject
                {
                    ["Data"] = new JsonArray(new JsonObject { ["VarCharValue"] = number == 0 ? "n" : number.ToString(CultureInfo.InvariantCulture) }),
                })]),
                ["ResultSetMetadata"] = new JsonObject { ["ColumnInfo"] = new JsonArray(new JsonObject { ["Name"] = "n", ["Type"] = "integer" }) },
            },
        };
        if (next <= rows)
        {
            page["NextToken"] = next.ToString(CultureInfo.InvariantCulture);
        }

        return page;
    }
}
