using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_DatabaseInput.html"/>.</summary>
internal sealed record DatabaseInput
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public string? LocationUri { get; init; }

    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    internal GlueDatabase ToDatabase() => new()
    {
        Name = Name,
        Description = Description,
        LocationUri = LocationUri,
        Parameters = Parameters,
    };
}
