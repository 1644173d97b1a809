using System.Text.Json;
using System.Text.Json.Serialization;

namespace AWS.Lambda.Powertools.Logging.Internal;

/// <summary>Exceptions in log lines: type, message, stack trace and cause; nothing that could not be written as JSON.</summary>
internal sealed class ExceptionConverter : JsonConverter<Exception>
{
    public override bool CanConvert(Type typeToConvert) => typeof(Exception).IsAssignableFrom(typeToConvert);

    public override Exception Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("An exception is written to a log line, never read from one.");

    public override void Write(Utf8JsonWriter writer, Exception value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("type", value.GetType().FullName);
        writer.WriteString("message", value.Message);
        if (value.Source is { } source)
        {
            writer.WriteString("source", source);
        }

        if (value.StackTrace is { } trace)
        {
            writer.WriteString("stack_trace", trace);
        }

        if (value.InnerException is { } inner)
        {
            writer.WritePropertyName("inner_exception");
            Write(writer, inner, options);
        }

        writer.WriteEndObject();
    }
}
