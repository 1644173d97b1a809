using Sluice.Runs;

namespace Sluice.Local.Lineage;

/// <summary>What the keys of Sluice's objects tell.</summary>
public static class Places
{
    private const string Run = "/run=";

    /// <summary>The run in whose folder an object lies, or null: <c>…/run=&lt;run_id&gt;/…</c>.</summary>
    public static string? RunId(string path)
    {
        var start = path.IndexOf(Run, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var id = path[(start + Run.Length)..].Split('/')[0];
        return Runs.RunId.IsValid(id) ? id : null;
    }

    /// <summary>An object's name without its folders.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];
}
