#nullable disable
namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>An event or result that is not JSON of the handler's type.</summary>
public class JsonSerializerException : Exception
{
    /// <summary>With a message alone.</summary>
    /// <param name="message">What went wrong.</param>
    public JsonSerializerException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and its cause.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="exception">Why.</param>
    public JsonSerializerException(string message, Exception exception)
        : base(message, exception)
    {
    }
}
