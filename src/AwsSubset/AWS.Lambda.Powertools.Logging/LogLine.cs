using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace AWS.Lambda.Powertools.Logging.Internal;

/// <summary>
/// Renders a message as one line of JSON with Powertools' names.
/// <see href="https://docs.aws.amazon.com/powertools/dotnet/core/logging-v3/">Powertools' page</see>.
/// </summary>
internal sealed class LogLine(PowertoolsLoggerConfiguration configuration, TimeProvider time)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(), new ExceptionConverter() },
    };

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = Options.Encoder };

    private readonly string _service = NonEmpty(configuration.Service)
        ?? NonEmpty(Environment.GetEnvironmentVariable("POWERTOOLS_SERVICE_NAME"))
        ?? "service_undefined";

    public string Render(
        string name,
        LogLevel level,
        string message,
        IEnumerable<KeyValuePair<string, object?>> parameters,
        IEnumerable<object> scopes,
        Exception? exception)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            var line = new Fields(writer);
            writer.WriteStartObject();
            line.Add("level", level.ToString());
            line.Add("message", message);
            line.Add("timestamp", time.GetUtcNow().UtcDateTime.ToString(
                NonEmpty(configuration.TimestampFormat) ?? "o", CultureInfo.InvariantCulture));
            line.Add("service", _service);
            line.Add("name", name);
            line.Add("xray_trace_id", TraceId());
            line.AddAll(Logger.GetAllKeys()!);
            foreach (var scope in scopes)
            {
                line.AddAll(ScopeKeys(scope));
            }

            line.AddAll(parameters.Where(parameter => parameter.Key != "{OriginalFormat}"));
            line.Add("exception", exception);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, checked((int)buffer.Length));
    }

    private static IEnumerable<KeyValuePair<string, object?>> ScopeKeys(object scope) => scope switch
    {
        IEnumerable<KeyValuePair<string, object?>> pairs => pairs.Where(pair => pair.Key != "{OriginalFormat}"),
        IEnumerable<KeyValuePair<string, string?>> pairs =>
            pairs.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value)),
        string => [],
        _ => scope.GetType().GetProperties()
            .Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => KeyValuePair.Create(property.Name, property.GetValue(scope))),
    };

    // "Root=1-5e0…;Parent=…;Sampled=1": lines carry the root alone.
    private static string? TraceId()
    {
        var header = NonEmpty(Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"));
        return header?.Split(';')[0].Replace("Root=", "", StringComparison.Ordinal);
    }

    private static string? NonEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>Writes each name once: what comes first wins, so that no key can hide a line's own fields.</summary>
    private sealed class Fields(Utf8JsonWriter writer)
    {
        private readonly HashSet<string> _written = new(StringComparer.Ordinal);

        public void AddAll(IEnumerable<KeyValuePair<string, object?>> keys)
        {
            foreach (var (key, value) in keys)
            {
                Add(key, value);
            }
        }

        public void Add(string key, object? value)
        {
            if (value is null || string.IsNullOrWhiteSpace(key))
            {
                return;
            }

            var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(key.TrimStart('@'));
            if (_written.Add(name))
            {
                writer.WritePropertyName(name);
                if (value is string text)
                {
                    writer.WriteStringValue(text);
                }
                else
                {
                    JsonSerializer.Serialize(writer, value, value is Exception ? typeof(Exception) : value.GetType(), Options);
                }
            }
        }
    }
}
