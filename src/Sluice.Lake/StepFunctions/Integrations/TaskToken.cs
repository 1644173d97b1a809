using System.Security.Cryptography;
using System.Text;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary>Names for what a task starts, the same after a restart: 64 hexadecimal digits from the attempt's key.</summary>
internal static class TaskToken
{
    /// <summary>The name for an attempt.</summary>
    public static string Of(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
