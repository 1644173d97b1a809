using System.Text.Json.Nodes;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Lambda;

/// <summary>
/// The error objects that Lambda answers with. For .NET: <c>errorType</c> is the exception's class name, <c>cause</c> its inner exception.
/// https://docs.aws.amazon.com/lambda/latest/dg/csharp-exceptions.html
/// </summary>
internal static class LambdaError
{
    /// <summary>The error of an exception that a function threw.</summary>
    public static string Of(Exception exception) => Describe(exception).ToJsonString(AwsJson.Options);

    /// <summary>An error that Lambda itself reports.</summary>
    public static string Of(string errorType, string errorMessage) =>
        new JsonObject { ["errorType"] = errorType, ["errorMessage"] = errorMessage }.ToJsonString(AwsJson.Options);

    private static JsonObject Describe(Exception exception)
    {
        var error = new JsonObject { ["errorType"] = exception.GetType().Name, ["errorMessage"] = exception.Message };
        if (exception.StackTrace is { } trace)
        {
            error["stackTrace"] = new JsonArray(
                trace.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(static line => (JsonNode)line).ToArray());
        }

        if (exception is AggregateException aggregate)
        {
            error["causes"] = new JsonArray(aggregate.InnerExceptions.Select(JsonNode (inner) => Describe(inner)).ToArray());
        }
        else if (exception.InnerException is { } inner)
        {
            error["cause"] = Describe(inner);
        }

        return error;
    }
}
