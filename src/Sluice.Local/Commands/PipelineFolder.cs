using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Configuration;

namespace Sluice.Local.Commands;

/// <summary>The <c>pipelines/</c> folder of a repository.</summary>
public sealed class PipelineFolder(string root)
{
    /// <summary>The folder.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>The pipelines that it holds, sorted: its folders.</summary>
    public IReadOnlyList<string> Pipelines => Directory.Exists(Root)
        ? Directory.EnumerateDirectories(Root).Select(static folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal).ToList()
        : [];

    /// <summary>
    /// The folder under <c>incoming/</c> that a pipeline's files are dropped into. A pipeline that does not exist or whose
    /// configuration is broken is given its own name: the run itself says what is wrong with it.
    /// </summary>
    public string Dataset(string pipeline) => (string?)Configuration(pipeline)?["done_file"]?["dataset"] ?? pipeline;

    /// <summary>
    /// Where the files of a pipeline without done-file go in the landing bucket: what its first crawler of the landing zone
    /// reads; one that a step runs reads what a step wrote. Null for a pipeline with a done-file, and for one that is not there or not readable, whose run says so.
    /// </summary>
    public string? SourcePrefix(string pipeline)
    {
        if (Configuration(pipeline) is not { } configuration || configuration["done_file"] is not null)
        {
            return null;
        }

        var steps = (configuration["stages"]?["steps"] as JsonArray ?? []).Select(static step => (string?)step?["crawler"]).ToList();
        var crawler = (configuration["crawlers"] as JsonArray ?? [])
            .FirstOrDefault(crawler => (string?)crawler?["zone"] == "landing" && !steps.Contains((string?)crawler["name"]));
        return (string?)(crawler?["targets"] as JsonArray)?.FirstOrDefault() ?? $"incoming/{pipeline}/";
    }

    /// <summary>A pipeline and those that follow its run, and theirs: what a run of it needs in the assets bucket.</summary>
    private List<string> WithFollowing(string pipeline)
    {
        var names = new List<string> { pipeline };
        for (var i = 0; i < names.Count; i++)
        {
            var file = Path.Combine(Root, names[i], "pipeline.json");
            if (IsName(names[i]) && File.Exists(file)
                && PipelineReader.TryRead(names[i], file, File.ReadAllBytes(file), out _) is { } configuration)
            {
                names.AddRange(configuration.Next.Select(static next => next.Pipeline).Where(name => !names.Contains(name)));
            }
        }

        return names;
    }

    /// <summary>
    /// Puts the folders of a pipeline and of those that follow it into the assets bucket as they are on disk now: what
    /// <c>aws s3 sync --delete</c> does before a deployed run.
    /// </summary>
    public async Task PushAsync(LakeClient client, string assetsBucket, string pipeline, CancellationToken cancellationToken)
    {
        foreach (var name in WithFollowing(pipeline))
        {
            await PushFolderAsync(client, assetsBucket, name, cancellationToken);
        }
    }

    private async Task PushFolderAsync(LakeClient client, string assetsBucket, string pipeline, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Root, pipeline);
        if (!IsName(pipeline) || !Directory.Exists(folder))
        {
            return;
        }

        var prefix = $"pipelines/{pipeline}/";
        foreach (var key in await client.ListKeysAsync(assetsBucket, prefix, cancellationToken))
        {
            if (!File.Exists(Path.Combine(folder, key[prefix.Length..])))
            {
                await client.DeleteObjectAsync(assetsBucket, key, cancellationToken);
            }
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var key = $"{prefix}{Path.GetRelativePath(folder, file).Replace('\\', '/')}";
            await using var content = File.OpenRead(file);
            await client.PutObjectAsync(assetsBucket, key, content, cancellationToken);
        }
    }

    private JsonObject? Configuration(string pipeline)
    {
        var file = Path.Combine(Root, pipeline, "pipeline.json");
        if (!IsName(pipeline) || !File.Exists(file))
        {
            return null;
        }

        try
        {
            var configuration = JsonNode.Parse(File.ReadAllText(file)) as JsonObject;
            // Read as text here: what has another type is for the run to refuse.
            _ = (string?)configuration?["done_file"]?["dataset"];
            return configuration;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A name that is one folder, not a path: what comes from the command line goes nowhere else.</summary>
    private static bool IsName(string pipeline) =>
        pipeline.Length > 0 && pipeline.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');
}
