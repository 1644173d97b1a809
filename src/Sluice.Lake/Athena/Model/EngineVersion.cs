namespace Sluice.Lake.Athena.Model;

/// <summary>The engine whose behaviour the lake follows.</summary>
internal sealed record EngineVersion
{
    /// <summary>Version 3, the only one that Athena still offers.</summary>
    public static EngineVersion Three { get; } = new()
    {
        SelectedEngineVersion = "AUTO",
        EffectiveEngineVersion = "Athena engine version 3",
    };

    public string? SelectedEngineVersion { get; init; }
    public string? EffectiveEngineVersion { get; init; }
}
