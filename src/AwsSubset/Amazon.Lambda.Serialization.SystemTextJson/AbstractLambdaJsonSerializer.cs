#nullable disable
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>What the serializers share: buffering, and errors that name the type.</summary>
public abstract class AbstractLambdaJsonSerializer
{
    /// <summary>Builds on the package's writer options.</summary>
    /// <param name="jsonWriterCustomizer">Called with <see cref="WriterOptions"/>; may be null.</param>
    protected AbstractLambdaJsonSerializer(Action<JsonWriterOptions> jsonWriterCustomizer)
    {
        WriterOptions = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        jsonWriterCustomizer?.Invoke(WriterOptions);
    }

    /// <summary>How JSON is written: no escapes beyond those JSON asks for.</summary>
    protected JsonWriterOptions WriterOptions { get; }

    /// <summary>Reads an event.</summary>
    /// <typeparam name="T">The handler's parameter type.</typeparam>
    /// <param name="requestStream">The event.</param>
    /// <exception cref="JsonSerializerException">The event is not JSON, or not of that type.</exception>
    public T Deserialize<T>(Stream requestStream)
    {
        try
        {
            using var copy = new MemoryStream();
            requestStream.CopyTo(copy);
            return InternalDeserialize<T>(copy.ToArray());
        }
        catch (Exception e)
        {
            throw new JsonSerializerException(
                $"Error converting the Lambda event JSON payload to type {typeof(T).FullName}: {e.Message}", e);
        }
    }

    /// <summary>Writes a result.</summary>
    /// <typeparam name="T">The handler's result type.</typeparam>
    /// <param name="response">The result.</param>
    /// <param name="responseStream">Where it goes.</param>
    /// <exception cref="JsonSerializerException">The result cannot be written as JSON.</exception>
    public void Serialize<T>(T response, Stream responseStream)
    {
        try
        {
            using var writer = new Utf8JsonWriter(responseStream, WriterOptions);
            InternalSerialize(writer, response);
        }
        catch (Exception e)
        {
            throw new JsonSerializerException(
                "Error converting the response object of type " +
                $"{typeof(T).FullName} from the Lambda function to JSON: {e.Message}",
                e);
        }
    }

    /// <summary>Reads an event from its bytes.</summary>
    /// <typeparam name="T">The handler's parameter type.</typeparam>
    /// <param name="utf8Json">The event.</param>
    protected abstract T InternalDeserialize<T>(byte[] utf8Json);

    /// <summary>Writes a result.</summary>
    /// <typeparam name="T">The handler's result type.</typeparam>
    /// <param name="writer">Where it goes.</param>
    /// <param name="response">The result.</param>
    protected abstract void InternalSerialize<T>(Utf8JsonWriter writer, T response);
}
