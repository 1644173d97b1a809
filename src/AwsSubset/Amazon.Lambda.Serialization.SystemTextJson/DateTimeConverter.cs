using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>Events carry dates as ISO 8601 text or as seconds since 1970, whole or not.</summary>
internal sealed class DateTimeConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String when reader.TryGetDateTime(out var date) => date,
            JsonTokenType.Number => DateTime.UnixEpoch.AddSeconds(reader.GetDouble()),
            var other => throw new JsonSerializerException($"Unknown data type for DateTime: {other}"),
        };

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
