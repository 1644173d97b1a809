using System.Text.Json.Nodes;
using Sluice.Runs;

namespace Sluice.Lineage.Events;

/// <summary>A dataset's name, as OpenLineage gives names: https://openlineage.io/docs/spec/naming</summary>
/// <param name="Namespace">Where it is: the catalog, or <c>s3://bucket</c>.</param>
/// <param name="Name">What it is called there.</param>
public readonly record struct LineageDataset(string Namespace, string Name)
{
    /// <summary>A table of the catalog.</summary>
    public static LineageDataset Of(LineageRun run, SourceTable table) => new(run.TableNamespace, $"table/{table.Database}/{table.Name}");

    /// <summary>
    /// A folder, <c>s3://bucket/folder/exec_date=2026-11-21/</c>, without its partitions and dates: a dataset is what comes again every day,
    /// not one day of it.
    /// </summary>
    public static LineageDataset Folder(string uri)
    {
        var path = uri.IndexOf('/', "s3://".Length);
        var folders = path < 0 ? [] : uri[(path + 1)..].Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Where(static folder => !folder.Contains('=', StringComparison.Ordinal) && !ExecDate.TryParse(folder, out _));
        var name = string.Join('/', folders);
        return new LineageDataset(path < 0 ? uri : uri[..path], name.Length > 0 ? name : "/");
    }

    /// <summary>The dataset as events name it.</summary>
    public JsonObject ToJson() => new() { ["namespace"] = Namespace, ["name"] = Name };
}
