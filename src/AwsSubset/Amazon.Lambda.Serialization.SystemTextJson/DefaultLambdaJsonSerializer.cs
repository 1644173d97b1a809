#nullable disable
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>
/// The serializer of handlers: names as declared, case ignored on input, nulls left out on output, dates as ISO 8601
/// text or (on input) epoch seconds.
/// </summary>
public class DefaultLambdaJsonSerializer : AbstractLambdaJsonSerializer, ILambdaSerializer
{
    /// <summary>The package's options.</summary>
    public DefaultLambdaJsonSerializer()
        : this(null, null)
    {
    }

    /// <summary>The package's options, changed.</summary>
    /// <param name="customizer">Called with <see cref="SerializerOptions"/>; may be null.</param>
    public DefaultLambdaJsonSerializer(Action<JsonSerializerOptions> customizer)
        : this(customizer, null)
    {
    }

    /// <summary>The package's options, changed.</summary>
    /// <param name="customizer">Called with <see cref="SerializerOptions"/>; may be null.</param>
    /// <param name="jsonWriterCustomizer">Called with the writer's options; may be null.</param>
    public DefaultLambdaJsonSerializer(
        Action<JsonSerializerOptions> customizer, Action<JsonWriterOptions> jsonWriterCustomizer)
        : base(jsonWriterCustomizer)
    {
        SerializerOptions = new JsonSerializerOptions
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            PropertyNameCaseInsensitive = true,
            Converters = { new DateTimeConverter() },
        };
        customizer?.Invoke(SerializerOptions);
    }

    /// <summary>How JSON is read and written.</summary>
    protected JsonSerializerOptions SerializerOptions { get; }

    /// <inheritdoc/>
    protected override T InternalDeserialize<T>(byte[] utf8Json) =>
        JsonSerializer.Deserialize<T>(utf8Json, SerializerOptions);

    /// <inheritdoc/>
    protected override void InternalSerialize<T>(Utf8JsonWriter writer, T response) =>
        JsonSerializer.Serialize(writer, response, SerializerOptions);
}
