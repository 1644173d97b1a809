using System.Text.Json.Nodes;

namespace Sluice.Lake.Protocol;

/// <summary>Hands each request to the operation that it names.</summary>
public sealed class JsonService : IJsonService
{
    private readonly Dictionary<string, IJsonOperation> operations;

    /// <summary>A service of these operations.</summary>
    public JsonService(string name, string targetPrefix, string contentType, IEnumerable<IJsonOperation> operations)
    {
        Name = name;
        TargetPrefix = targetPrefix;
        ContentType = contentType;
        this.operations = operations.ToDictionary(static operation => operation.Name, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string TargetPrefix { get; }

    /// <inheritdoc/>
    public string ContentType { get; }

    /// <summary>The operations that the lake supports, sorted: docs/lake.md and error messages name them.</summary>
    public IReadOnlyList<string> Operations => operations.Keys.Order(StringComparer.Ordinal).ToList();

    /// <inheritdoc/>
    public Task<JsonObject> InvokeAsync(string operation, JsonObject request, CancellationToken cancellationToken) =>
        operations.TryGetValue(operation, out var found)
            ? found.InvokeAsync(request, cancellationToken)
            : throw new AwsServiceException(
                "UnknownOperationException",
                $"The lake does not support {TargetPrefix}.{operation}. It supports: {string.Join(", ", Operations)}.");
}
