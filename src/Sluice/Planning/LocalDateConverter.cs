using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using Sluice.Runs;

namespace Sluice.Planning;

/// <summary>Dates in JSON as <c>2026-11-21</c>.</summary>
public sealed class LocalDateConverter : JsonConverter<LocalDate>
{
    /// <inheritdoc/>
    public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } text && ExecDate.TryParse(text, out var date)
            ? date
            : throw new JsonException("Expected a date that exists, as yyyy-MM-dd.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) =>
        writer.WriteStringValue(ExecDate.Format(value));
}
