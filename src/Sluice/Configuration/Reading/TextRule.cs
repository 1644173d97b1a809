using System.Text.RegularExpressions;
using Sluice.Runs;
using Sluice.Sql;

namespace Sluice.Configuration.Reading;

/// <summary>What a text field may hold. The schema's patterns say the same; a test holds them together.</summary>
/// <param name="Expected">The rule in words, for messages.</param>
/// <param name="Accepts">The rule.</param>
internal sealed partial record TextRule(string Expected, Func<string, bool> Accepts)
{
    /// <summary>Any text but an empty one.</summary>
    public static readonly TextRule Any = new("text", text => text.Length > 0);

    /// <summary>A pipeline's name.</summary>
    public static readonly TextRule PipelineName = new($"a pipeline's name: {Runs.PipelineName.Rule}", Runs.PipelineName.IsValid);

    /// <summary>A table's name. The staged table's name adds 30 characters, and Glue allows 255.</summary>
    public static readonly TextRule TableName = new(
        "a table's name: lower-case letters, digits and underscores, no digit first, at most 225 characters",
        text => text.Length <= 225 && Identifier().IsMatch(text));

    /// <summary>A column's name.</summary>
    public static readonly TextRule ColumnName = new(
        "a column's name: lower-case letters, digits and underscores, no digit first, at most 255 characters",
        text => text.Length <= 255 && Identifier().IsMatch(text));

    /// <summary>A column's type.</summary>
    public static readonly TextRule ColumnType = new(
        "a Hive type in lower case: boolean, tinyint, smallint, int, bigint, float, double, decimal(p,s), string, varchar(n), "
        + "char(n), date, timestamp, binary, array<t>, map<k,v> or struct<name:t,...>",
        text => HiveType.TryParse(text, out _));

    /// <summary>A dataset: a folder below <c>incoming/</c>.</summary>
    public static readonly TextRule Dataset = new(
        "a folder's name: letters, digits, dots, hyphens and underscores, a letter or digit first", text => Folder().IsMatch(text));

    /// <summary>A crawler's name.</summary>
    public static readonly TextRule CrawlerName = new(
        "a crawler's name: lower-case letters, digits, hyphens and underscores, a letter or digit first, at most 100 characters",
        text => text.Length <= 100 && Crawler().IsMatch(text));

    /// <summary>The name of a query whose rows are handled.</summary>
    public static readonly TextRule ResultName = new(
        "a query's name: lower-case letters, digits and underscores, no digit first, at most 64 characters",
        text => text.Length <= 64 && Identifier().IsMatch(text));

    /// <summary>A function that handles a row. The state machine's role may invoke no function of another name.</summary>
    public static readonly TextRule RowHandler = new(
        "a row handler's name: letters and digits, Handle first, at most 40 characters",
        text => text.Length <= 40 && Handler().IsMatch(text));

    /// <summary>The name of a stage, a dataset or a step.</summary>
    public static readonly TextRule StageName = new(
        "a name of letters, digits, hyphens and underscores, a letter or digit first, at most 100 characters",
        text => text.Length <= 100 && Stage().IsMatch(text));

    /// <summary>A step's or job's name.</summary>
    public static readonly TextRule StepName = new(
        "a name of lower-case letters, digits, hyphens and underscores, a letter or digit first, at most 100 characters",
        text => text.Length <= 100 && Crawler().IsMatch(text));

    /// <summary>What a dataset's SQL calls an input.</summary>
    public static readonly TextRule ViewName = new(
        "a table's name without a database: letters, digits and underscores, no digit first", text => View().IsMatch(text));

    /// <summary>A check's name.</summary>
    public static readonly TextRule CheckName = new(
        "a check's name: lower-case letters, digits and underscores, no digit first, at most 100 characters",
        text => text.Length <= 100 && Identifier().IsMatch(text));

    /// <summary>What a crawler puts before table names.</summary>
    public static readonly TextRule TablePrefix = new(
        "lower-case letters, digits and underscores, at most 128 characters", text => Prefix().IsMatch(text));

    /// <summary>An incoming file's name.</summary>
    public static readonly TextRule FilePattern = new(
        "a file name without slashes, with * for any characters and ? for one", text => text.Length > 0 && !text.Contains('/', StringComparison.Ordinal));

    /// <summary>A prefix in a bucket.</summary>
    public static readonly TextRule BucketPrefix = new(
        "a prefix in the zone's bucket that does not begin but ends with a slash, such as incoming/x/",
        text => BucketFolder().IsMatch(text));

    /// <summary>A SQL file in the pipeline's folder.</summary>
    public static readonly TextRule SqlFile = new(
        "a .sql file's path below the pipeline's folder, such as sql/x.sql", text => SqlPath().IsMatch(text));

    /// <summary>A JSON file in the pipeline's folder.</summary>
    public static readonly TextRule JsonFile = new(
        "a .json file's path below the pipeline's folder, such as audit/x.json", text => JsonPath().IsMatch(text));

    /// <summary>A csv delimiter.</summary>
    public static readonly TextRule Delimiter = new("one ASCII character", text => text.Length == 1 && char.IsAscii(text[0]));

    [GeneratedRegex("^[a-z_][a-z0-9_]*\\z")]
    private static partial Regex Identifier();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*\\z")]
    private static partial Regex Folder();

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]*\\z")]
    private static partial Regex Crawler();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]*\\z")]
    private static partial Regex Stage();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*\\z")]
    private static partial Regex View();

    [GeneratedRegex("^Handle[A-Za-z0-9]+\\z")]
    private static partial Regex Handler();

    [GeneratedRegex("^[a-z0-9_]{0,128}\\z")]
    private static partial Regex Prefix();

    [GeneratedRegex("^[^/].*/\\z")]
    private static partial Regex BucketFolder();

    [GeneratedRegex("^([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*\\.sql\\z")]
    private static partial Regex SqlPath();

    [GeneratedRegex("^([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*\\.json\\z")]
    private static partial Regex JsonPath();
}
