#nullable disable
namespace Amazon.Lambda.Core;

/// <summary>Turns an event's bytes into a handler's parameter, and its result into bytes.</summary>
public interface ILambdaSerializer
{
    /// <summary>Reads an event.</summary>
    /// <typeparam name="T">The handler's parameter type.</typeparam>
    /// <param name="requestStream">The event, as the caller of Invoke sent it.</param>
    T Deserialize<T>(Stream requestStream);

    /// <summary>Writes a result.</summary>
    /// <typeparam name="T">The handler's result type.</typeparam>
    /// <param name="response">The result.</param>
    /// <param name="responseStream">Where it goes.</param>
    void Serialize<T>(T response, Stream responseStream);
}
