using System.Text.RegularExpressions;
using Sluice.Lake.Athena.Execution;
using Sluice.Lake.DuckDb;
using Sluice.Lake.S3;

namespace Sluice.Lake.Glue.Jobs.Scripts.Copying;

/// <summary>The folder that a copy goes to. One file whose name is always the same: a reader sees the old copy or the new.</summary>
internal sealed partial class CopyTarget
{
    // What the script writes aside goes to folders of this name; what is left there expires, by the template's life-cycle rules.
    private const string Aside = "_tmp";

    private readonly IObjectStore objects;
    private readonly S3Uri folder;
    private readonly bool csv;

    internal CopyTarget(IObjectStore objects, string target, string format)
    {
        if (!S3Uri.TryParse(target, out var uri) || uri.Key.Trim('/').Length == 0)
        {
            throw new JobFailedException($"--target is {target}: it must be s3://bucket/folder/.");
        }

        var top = uri.Key.Trim('/').Split('/')[0];
        if (top.EndsWith(Aside, StringComparison.Ordinal))
        {
            throw new JobFailedException($"--target is {target}: what is in {top}/ is deleted after a day. Name another folder.");
        }

        if (!objects.BucketExists(uri.Bucket))
        {
            throw new JobFailedException($"--target is {target}, and there is no bucket {uri.Bucket}.");
        }

        (this.objects, folder, csv) = (objects, uri with { Key = uri.Key.Trim('/') + "/" }, format == "csv");
    }

    /// <summary>Writes a relation of the engine; returns how many rows it has.</summary>
    internal async Task<long> ReplaceAsync(EngineSession session, string relation, CancellationToken cancellationToken)
    {
        if (csv)
        {
            CheckTypes(session, relation, cancellationToken);
        }

        var key = $"{folder.Key}part-00000.{(csv ? "csv" : "snappy.parquet")}";
        var file = Path.Combine(session.TemporaryFolder, "copy");
        var options = csv ? "FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR ''" : "FORMAT parquet, COMPRESSION snappy";
        var rows = session.Connection.Execute($"COPY {relation} TO {DuckDbSql.Literal(file)} ({options})", cancellationToken);
        await objects.PutFileAsync(folder.Bucket, key, file, cancellationToken);
        foreach (var old in objects.List(folder.Bucket, folder.Key).Where(found => found.Key != key && FileName().IsMatch(found.Key[folder.Key.Length..])))
        {
            objects.Delete(folder.Bucket, old.Key);
        }

        return rows;
    }

    /// <summary>As a user names it.</summary>
    public override string ToString() => folder.ToString();

    private static void CheckTypes(EngineSession session, string relation, CancellationToken cancellationToken)
    {
        using var result = session.Connection.Query($"SELECT * FROM {relation} LIMIT 0", cancellationToken);
        if (result.Columns.FirstOrDefault(static column => column.Type.Id is DuckDbTypeId.List or DuckDbTypeId.Blob or DuckDbTypeId.Struct or DuckDbTypeId.Map) is { Name: { } name })
        {
            throw new JobFailedException($"The column {name} has values that CSV has no form for. Copy it as parquet, or leave it out with --columns.");
        }
    }

    [GeneratedRegex(@"\Apart-[0-9]{5}\.(csv|snappy\.parquet)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex FileName();
}
