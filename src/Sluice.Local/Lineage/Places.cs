namespace Sluice.Local.Lineage;

/// <summary>What the keys of Sluice's objects tell.</summary>
public static class Places
{
    /// <summary>An object's name without its folders.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];
}
