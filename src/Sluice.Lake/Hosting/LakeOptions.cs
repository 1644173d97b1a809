namespace Sluice.Lake.Hosting;

/// <summary>How a lake is started.</summary>
public sealed record LakeOptions
{
    /// <summary>The folder for everything that the lake keeps. Created when it is missing.</summary>
    /// <value><c>.lake</c></value>
    public string DataFolder { get; init; } = ".lake";

    /// <summary>The SAM template.</summary>
    /// <value><c>template.yaml</c></value>
    public string TemplatePath { get; init; } = "template.yaml";

    /// <summary>The port on 127.0.0.1; 0 for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Whether Wait states and the like take as long as they say.</summary>
    public bool RealTime { get; init; }

    /// <summary>Whether the template's schedules fire, on the real clock.</summary>
    public bool RunSchedules { get; init; }

    /// <summary>The pipelines that are copied to the assets bucket at start.</summary>
    /// <value>Null: <c>pipelines</c> beside the template.</value>
    public string? PipelinesFolder { get; init; }

    /// <summary>Account and region.</summary>
    public LakeIdentity Identity { get; init; } = new();

    /// <summary>The stack's name.</summary>
    public string StackName { get; init; } = "sluice";

    /// <summary>Values for the template's parameters, instead of their defaults.</summary>
    public IReadOnlyDictionary<string, string> ParameterOverrides { get; init; } = new Dictionary<string, string>();

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where the lake writes what it does not support and errors that nobody waits for; null for nowhere.</summary>
    public TextWriter? Log { get; init; }
}
