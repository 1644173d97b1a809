using System.Text.Json.Nodes;

namespace Sluice.Lake.Protocol;

/// <summary>One operation of a <see cref="JsonService"/>.</summary>
public interface IJsonOperation
{
    /// <summary>The operation's name in the service's model.</summary>
    string Name { get; }

    /// <inheritdoc cref="IJsonService.InvokeAsync"/>
    Task<JsonObject> InvokeAsync(JsonObject request, CancellationToken cancellationToken);
}
