#nullable disable
namespace Amazon.Lambda.Core;

/// <summary>The mobile application that invokes a function.</summary>
public interface IClientApplication
{
    /// <summary>Its package name.</summary>
    string AppPackageName { get; }

    /// <summary>Its title.</summary>
    string AppTitle { get; }

    /// <summary>Its version code.</summary>
    string AppVersionCode { get; }

    /// <summary>Its version name.</summary>
    string AppVersionName { get; }

    /// <summary>The id of this installation.</summary>
    string InstallationId { get; }
}
