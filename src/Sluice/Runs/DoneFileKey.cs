using NodaTime;

namespace Sluice.Runs;

/// <summary>A done-file's key in the landing bucket: <c>incoming/&lt;dataset&gt;/[&lt;exec_date&gt;/]&lt;pipeline&gt;.done</c>.</summary>
/// <param name="Key">The key as S3 has it.</param>
/// <param name="Dataset">The folder below <c>incoming/</c>.</param>
/// <param name="FolderDate">The date folder; null when the key has none.</param>
/// <param name="Pipeline">The pipeline's name.</param>
public sealed record DoneFileKey(string Key, string Dataset, LocalDate? FolderDate, string Pipeline)
{
    private const string Form = "Expected incoming/<dataset>/<exec_date>/<pipeline>.done.";
    private const string Ending = ".done";

    /// <summary>The folder of the done-file, with a slash at its end: the incoming files lie beside it.</summary>
    public string Folder => Key[..(Key.LastIndexOf('/') + 1)];

    /// <summary>Where the marker of a finished run goes: beside the done-file.</summary>
    public string CompletedKey => $"{Folder}{Pipeline}.completed";

    /// <summary>Takes a key apart.</summary>
    /// <exception cref="RunRequestException">The key has another form, or its date does not exist.</exception>
    public static DoneFileKey Parse(string key)
    {
        var parts = key.Split('/');
        if (parts.Length is < 3 or > 4 || parts[0] != "incoming" || parts[1].Length == 0 || !parts[^1].EndsWith(Ending, StringComparison.Ordinal))
        {
            throw new RunRequestException($"'{key}' is not a done-file's key. {Form}");
        }

        var pipeline = parts[^1][..^Ending.Length];
        if (!PipelineName.IsValid(pipeline))
        {
            throw new RunRequestException($"The done-file '{key}' names the pipeline '{pipeline}', which is not a pipeline's name ({PipelineName.Rule}). {Form}");
        }

        // Without its dataset the date would be taken for one, and the run for today's.
        if (parts.Length == 3 && ExecDate.TryParse(parts[1], out _))
        {
            throw new RunRequestException($"The done-file '{key}' has no dataset folder before its date. {Form}");
        }

        LocalDate? date = parts.Length == 4 ? ExecDate.Parse(parts[2], $"key '{key}'") : null;
        return new DoneFileKey(key, parts[1], date, pipeline);
    }

    /// <summary>The done-file of a dataset's day.</summary>
    public static DoneFileKey For(string dataset, LocalDate execDate, string pipeline) =>
        Parse($"incoming/{dataset}/{ExecDate.Format(execDate)}/{pipeline}{Ending}");
}
