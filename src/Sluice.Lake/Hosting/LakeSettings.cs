using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Lake.Hosting;

/// <summary>
/// What a lake was started with, as far as it matters to the commands that use it: the line that <c>GET /_sluice/session</c> answers. There
/// are no secrets among parameters.
/// </summary>
public sealed record LakeSettings
{
    /// <summary>Its folder's full path.</summary>
    [JsonPropertyName("data")]
    public required string DataFolder { get; init; }

    /// <summary>Its template's full path.</summary>
    [JsonPropertyName("template")]
    public required string Template { get; init; }

    /// <summary>Values that its template's parameters have instead of their defaults.</summary>
    [JsonPropertyName("parameters")]
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>Whether its waits last.</summary>
    [JsonPropertyName("real_time")]
    public required bool RealTime { get; init; }

    /// <summary>Reads the line.</summary>
    public static LakeSettings Parse(string line) =>
        JsonSerializer.Deserialize<LakeSettings>(line) ?? throw new InvalidDataException("The lake does not say what it was started with.");

    /// <summary>The line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);
}
