#nullable disable
namespace Amazon.Lambda.Core;

/// <summary>What the AWS Mobile SDK tells about the client that invokes a function.</summary>
public interface IClientContext
{
    /// <summary>The client's environment.</summary>
    IDictionary<string, string> Environment { get; }

    /// <summary>The client application.</summary>
    IClientApplication Client { get; }

    /// <summary>Values that the client application chose to send.</summary>
    IDictionary<string, string> Custom { get; }
}
