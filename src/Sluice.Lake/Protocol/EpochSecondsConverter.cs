using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Lake.Protocol;

/// <summary>Timestamps as AWS's JSON protocols carry them: seconds since 1970-01-01T00:00:00Z, to the millisecond.</summary>
public sealed class EpochSecondsConverter : JsonConverter<DateTimeOffset>
{
    private static readonly decimal First = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly decimal Last = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType == JsonTokenType.String ? OfText(reader.GetString()!) : OfNumber(ref reader)) // a string is not null
        ?? throw new JsonException($"'{Text(ref reader)}' is no timestamp: give seconds since 1970 as a number, or ISO 8601 text.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.ToUnixTimeMilliseconds() / 1000m);

    private static DateTimeOffset? OfText(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    private static DateTimeOffset? OfNumber(ref Utf8JsonReader reader) =>
        reader.TryGetDecimal(out var seconds) && seconds >= First && seconds <= Last
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000m))
            : null;

    private static string Text(ref Utf8JsonReader reader) => Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
}
