using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Lake.Hosting;
using Sluice.Lake.Protocol;
using Sluice.Lake.Time;

namespace Sluice.Lake.Events.Operations;

/// <summary>https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html</summary>
internal sealed class PutEvents(EventBus bus, LakeTime time, LakeIdentity identity) : EventsOperation<PutEvents.Request, PutEvents.Response>
{
    private const int MaximumBytes = 1024 * 1024;

    internal sealed record Request
    {
        public required IReadOnlyList<RequestEntry> Entries { get; init; }
    }

    internal sealed record RequestEntry
    {
        public DateTimeOffset? Time { get; init; }

        public string? Source { get; init; }

        public IReadOnlyList<string>? Resources { get; init; }

        public string? DetailType { get; init; }

        public string? Detail { get; init; }

        public string? EventBusName { get; init; }
    }

    internal sealed record Response(int FailedEntryCount, IReadOnlyList<ResultEntry> Entries);

    internal sealed record ResultEntry(string? EventId = null, string? ErrorCode = null, string? ErrorMessage = null);

    /// <inheritdoc/>
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        if (request.Entries.Count is < 1 or > 10)
        {
            throw new AwsServiceException("ValidationException", $"PutEvents takes from 1 to 10 entries, not {request.Entries.Count}.");
        }

        if (request.Entries.Sum(static entry => Encoding.UTF8.GetByteCount($"{entry.Source}{entry.DetailType}{entry.Detail}{string.Concat(entry.Resources ?? [])}")) > MaximumBytes)
        {
            throw new AwsServiceException("ValidationException", $"Total size of the entries in the request is over the limit of {MaximumBytes} bytes.");
        }

        var results = request.Entries.Select(Put).ToList();
        return Task.FromResult(new Response(results.Count(static result => result.ErrorCode is not null), results));
    }

    private ResultEntry Put(RequestEntry entry)
    {
        CheckBus(entry.EventBusName);
        if (string.IsNullOrEmpty(entry.Source) || string.IsNullOrEmpty(entry.DetailType) || entry.Detail is null)
        {
            return new ResultEntry(ErrorCode: "InvalidArgument", ErrorMessage: "Parameter Source, DetailType or Detail is missing. Reason: it is a required argument.");
        }

        if (entry.Source.StartsWith("aws.", StringComparison.Ordinal))
        {
            return new ResultEntry(ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source.");
        }

        JsonObject detail;
        try
        {
            detail = JsonNode.Parse(entry.Detail) as JsonObject ?? throw new JsonException("not an object");
        }
        catch (JsonException)
        {
            return new ResultEntry(ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed.");
        }

        var id = Guid.NewGuid().ToString();
        bus.Publish(new JsonObject
        {
            ["version"] = "0",
            ["id"] = id,
            ["detail-type"] = entry.DetailType,
            ["source"] = entry.Source,
            ["account"] = identity.AccountId,
            ["time"] = (entry.Time ?? time.Now).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["region"] = identity.Region,
            ["resources"] = new JsonArray((entry.Resources ?? []).Select(static resource => (JsonNode)resource).ToArray()),
            ["detail"] = detail,
        });
        return new ResultEntry(EventId: id);
    }
}
