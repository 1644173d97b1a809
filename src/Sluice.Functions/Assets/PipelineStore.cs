using Sluice.Auditing;
using Sluice.Configuration;
using Sluice.Runs;
using Sluice.Sql;
using Sluice.Stages;

namespace Sluice.Functions.Assets;

/// <summary>Pipelines' folders in the assets bucket, pushed there as they are in the repository.</summary>
public sealed class PipelineStore(S3Objects objects, FunctionSettings settings)
{
    private const string Root = "pipelines/";

    /// <summary>Reads a pipeline's configuration and its SQL files.</summary>
    /// <exception cref="UnknownPipelineException">There is no such pipeline.</exception>
    /// <exception cref="ConfigurationException">Its configuration is wrong, or names files that are not there.</exception>
    public async Task<(PipelineConfiguration Configuration, IReadOnlyDictionary<string, string> SqlTexts)> ReadAsync(
        string pipeline, CancellationToken cancellationToken)
    {
        var key = RunKeys.PipelineConfiguration(pipeline);
        var content = await objects.FindAsync(settings.AssetsBucket, key, cancellationToken)
            ?? throw await UnknownAsync(pipeline, cancellationToken);
        var configuration = PipelineReader.Read(pipeline, key, content);

        var errors = new List<ConfigurationError>();
        var sqlTexts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (file, field) in configuration.SqlFields)
        {
            var sqlKey = RunKeys.PipelineFolder(pipeline) + file;
            if (await objects.FindAsync(settings.AssetsBucket, sqlKey, cancellationToken) is { } text)
            {
                try
                {
                    sqlTexts[file] = SqlText.Decode(sqlKey, text);
                }
                catch (SqlErrorException error)
                {
                    errors.Add(new ConfigurationError(error.File, error.Line, "", error.Problem));
                }
            }
            else
            {
                errors.Add(new ConfigurationError(
                    key, null, field, $"the SQL file '{file}' does not exist. Expected it at s3://{settings.AssetsBucket}/{sqlKey}."));
            }
        }

        return errors.Count == 0 ? (configuration, sqlTexts) : throw new ConfigurationException(errors);
    }

    /// <summary>What a pipeline audits, from its pair of audit files; none for one that has no such files.</summary>
    /// <exception cref="ConfigurationException">The files are wrong.</exception>
    public async Task<IReadOnlyList<AuditedTable>> ReadAuditAsync(PipelineConfiguration configuration, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        foreach (var file in configuration.Audit is { } audit ? new[] { audit.Tables, audit.Templates } : [])
        {
            texts[file] = await objects.FindAsync(settings.AssetsBucket, RunKeys.PipelineFolder(configuration.Name) + file, cancellationToken);
        }

        return AuditReader.Read(configuration, file => texts[file] is { } text ? new ReadOnlyMemory<byte>(text) : default(ReadOnlyMemory<byte>?));
    }

    /// <summary>A pipeline's stages, from its pair of files and their SQL; none for one that has no such files.</summary>
    /// <exception cref="ConfigurationException">The files are wrong.</exception>
    public async Task<IReadOnlyList<StageGroup>> ReadStagesAsync(PipelineConfiguration configuration, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        async Task<byte[]?> FetchAsync(string file)
        {
            var found = await objects.FindAsync(settings.AssetsBucket, RunKeys.PipelineFolder(configuration.Name) + file, cancellationToken);
            texts[file] = found;
            return found;
        }

        if (configuration.Stages is { Steps: [] } files)
        {
            await FetchAsync(files.Stages);
            var queries = await FetchAsync(files.Queries);
            foreach (var file in StageFiles.SqlFiles(configuration.Name, queries is null ? default(ReadOnlyMemory<byte>?) : new ReadOnlyMemory<byte>(queries)))
            {
                await FetchAsync(file);
            }
        }

        return StageFiles.Read(configuration, file => texts.GetValueOrDefault(file) is { } text ? new ReadOnlyMemory<byte>(text) : default(ReadOnlyMemory<byte>?));
    }

    /// <summary>The pipelines that follow one, and those that follow them; null for each that does not exist.</summary>
    /// <exception cref="ConfigurationException">One of them has a wrong configuration.</exception>
    public async Task<IReadOnlyDictionary<string, PipelineConfiguration?>> ReadFollowingAsync(
        PipelineConfiguration configuration, CancellationToken cancellationToken)
    {
        var following = new Dictionary<string, PipelineConfiguration?> { [configuration.Name] = configuration };
        var ahead = new Queue<NextConfiguration>(configuration.Next);
        while (ahead.TryDequeue(out var next))
        {
            if (following.ContainsKey(next.Pipeline))
            {
                continue;
            }

            var found = await FindAsync(next.Pipeline, cancellationToken);
            following.Add(next.Pipeline, found);
            foreach (var further in found?.Next ?? [])
            {
                ahead.Enqueue(further);
            }
        }

        return following;
    }

    /// <summary>The names of all pipelines.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken) =>
        [.. (await objects.FoldersAsync(settings.AssetsBucket, Root, cancellationToken)).Select(static folder => folder[Root.Length..^1])];

    /// <summary>A pipeline's configuration without its SQL, or null when there is no such pipeline.</summary>
    /// <exception cref="ConfigurationException">It is wrong.</exception>
    public async Task<PipelineConfiguration?> FindAsync(string pipeline, CancellationToken cancellationToken)
    {
        var key = RunKeys.PipelineConfiguration(pipeline);
        return await objects.FindAsync(settings.AssetsBucket, key, cancellationToken) is { } content
            ? PipelineReader.Read(pipeline, key, content)
            : null;
    }

    /// <summary>Says that there is no such pipeline, and which there are.</summary>
    public async Task<UnknownPipelineException> UnknownAsync(string pipeline, CancellationToken cancellationToken)
    {
        var key = RunKeys.PipelineConfiguration(pipeline);
        var names = await NamesAsync(cancellationToken);
        var there = names.Count == 0
            ? "There is none yet. Push them: aws s3 sync pipelines s3://" + settings.AssetsBucket + "/pipelines"
            : "There are: " + string.Join(", ", names) + ".";
        return new UnknownPipelineException($"There is no pipeline '{pipeline}': s3://{settings.AssetsBucket}/{key} does not exist. {there}");
    }
}
