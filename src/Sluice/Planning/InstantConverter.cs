using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Sluice.Planning;

/// <summary>Times in JSON as <c>2026-11-21T06:15:30.123Z</c>.</summary>
public sealed class InstantConverter : JsonConverter<Instant>
{
    /// <inheritdoc/>
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } text && InstantPattern.ExtendedIso.Parse(text).TryGetValue(default, out var time)
            ? time
            : throw new JsonException("Expected a time in UTC, such as 2026-11-21T06:15:30Z.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
        writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
}
