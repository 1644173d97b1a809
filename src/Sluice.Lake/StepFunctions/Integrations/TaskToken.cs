using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary>Names for what a task starts, the same after a restart: 64 hexadecimal digits from the attempt's key.</summary>
internal static class TaskToken
{
    /// <summary>A request to Athena that starts its query once: a kill between the start and the next line must not start it twice.</summary>
    public static JsonObject OfQuery(JsonObject request, TaskCall call)
    {
        var named = (JsonObject)request.DeepClone();
        named["ClientRequestToken"] ??= Of(call.Key);
        return named;
    }

    /// <summary>
    /// A request to Lambda: what a function holds in its name it holds for itself when an attempt that was cut off is made again, and no other does.
    /// </summary>
    public static string RequestId(string key) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16)).ToString();

    /// <summary>The name for an attempt.</summary>
    public static string Of(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
