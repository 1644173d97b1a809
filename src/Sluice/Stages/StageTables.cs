using Sluice.Configuration;
using Sluice.Runs;
using Sluice.Sql;

namespace Sluice.Stages;

/// <summary>Finds the tables that a dataset's SQL reads and its <c>tables</c> do not list.</summary>
public static class StageTables
{
    private static readonly HashSet<string> ClauseWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "where", "group", "order", "having", "limit", "union", "intersect", "except", "window", "select", "qualify", "lateral", "sort", "cluster", "distribute",
    };

    /// <summary>What is missing, with what provides it.</summary>
    public static IReadOnlyList<ConfigurationError> Missing(string pipeline, IReadOnlyList<StageGroup> groups)
    {
        var datasets = groups.SelectMany(static group => group.Datasets).ToList();
        return
        [
            .. datasets.SelectMany(dataset => Unlisted(dataset).Select(name => new ConfigurationError(
                RunKeys.PipelineFolder(pipeline) + StageFiles.Places(pipeline, dataset.SqlFile)[^1], name.Line, "", Problem(dataset, name.Text, datasets)))),
        ];
    }

    /// <summary>Whether a dataset's SQL reads a table that its <c>tables</c> do not list.</summary>
    public static bool LacksAny(StageDataset dataset) => Unlisted(dataset).Any();

    /// <summary>The line of a dataset's SQL that names a table first; null when none does.</summary>
    public static int? LineOf(StageDataset dataset, string table) =>
        Read(dataset).Where(name => string.Equals(name.Text, table, StringComparison.OrdinalIgnoreCase)).Select(static name => (int?)name.Line).FirstOrDefault();

    private static string Problem(StageDataset dataset, string table, List<StageDataset> datasets)
    {
        var begin = $"The SQL of '{dataset.SqlName}' reads the table '{table}', which its \"tables\" do not list";
        return datasets.Find(other => string.Equals(other.TargetName, table, StringComparison.OrdinalIgnoreCase)) is { } writer
            ? $"{begin}: it is what '{writer.SqlName}' writes. Add {{ \"table_name\": \"{table}\", \"s3_path\": \"{writer.S3Target}\" }}."
            : $"{begin} and which nothing provides: no dataset has it as target_name. Add it to \"tables\" with the s3_path of its files.";
    }

    private static IEnumerable<(string Text, int Line)> Unlisted(StageDataset dataset)
    {
        var listed = dataset.Tables.Select(static table => table.TableName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Read(dataset).Where(name => !listed.Contains(name.Text)).DistinctBy(static name => name.Text, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The tables that a dataset's SQL names: what stands after FROM and JOIN, and after commas there.</summary>
    private static List<(string Text, int Line)> Read(StageDataset dataset)
    {
        List<SqlToken> tokens;
        try
        {
            tokens = [.. SqlTokenizer.Read(dataset.SqlFile, dataset.SqlText).Where(static token => token.Kind is not (SqlTokenKind.Space or SqlTokenKind.Comment))];
        }
        catch (SqlErrorException)
        {
            return []; // the engine's own message is better than one of this side's making
        }

        var names = new List<(string Text, int Line)>();
        var own = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var froms = new Stack<bool>([false]); // for each open parenthesis: whether a FROM's list of tables goes on
        for (var index = 0; index < tokens.Count; index++)
        {
            var token = tokens[index];
            var next = index + 1 < tokens.Count ? tokens[index + 1] : (SqlToken?)null;
            if (token.Is('('))
            {
                froms.Push(false);
            }
            else if (token.Is(')') && froms.Count > 1)
            {
                froms.Pop();
            }
            else if (token.Kind == SqlTokenKind.Word && ClauseWords.Contains(token.Text))
            {
                froms.Pop();
                froms.Push(false);
            }
            else if (next is { } opens && opens.Is("as") && index + 2 < tokens.Count && tokens[index + 2].Is('(') && IsName(token))
            {
                own.Add(Plain(token)); // WITH name AS (
            }

            var begins = (token.Is("from") && !IsDistinctFrom(tokens, index) && !IsInFunction(tokens, index)) || token.Is("join");
            if (begins)
            {
                froms.Pop();
                froms.Push(true);
            }

            if ((begins || (token.Is(',') && froms.Peek())) && Table(tokens, index + 1) is { } name)
            {
                names.Add(name);
            }
        }

        return names.FindAll(name => !own.Contains(name.Text));
    }

    /// <summary>A plain name at a place; null for a subquery, a function and a name with a database.</summary>
    private static (string Text, int Line)? Table(List<SqlToken> tokens, int index)
    {
        if (index < tokens.Count && tokens[index].Is('`'))
        {
            return index + 2 < tokens.Count ? (tokens[index + 1].Text, tokens[index + 1].Line) : null;
        }

        return index < tokens.Count && IsName(tokens[index]) && !(index + 1 < tokens.Count && (tokens[index + 1].Is('(') || tokens[index + 1].Is('.')))
            ? (Plain(tokens[index]), tokens[index].Line)
            : null;
    }

    private static bool IsName(SqlToken token) => token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier && !token.Is("select") && !token.Is("lateral");

    private static string Plain(SqlToken token) => token.Kind == SqlTokenKind.QuotedIdentifier ? token.Text[1..^1] : token.Text;

    /// <summary>IS DISTINCT FROM.</summary>
    private static bool IsDistinctFrom(List<SqlToken> tokens, int index) => index > 0 && tokens[index - 1].Is("distinct");

    /// <summary>EXTRACT(year FROM x), TRIM(BOTH FROM x), SUBSTRING(x FROM 1): no SELECT stands in the same parentheses.</summary>
    private static bool IsInFunction(List<SqlToken> tokens, int index)
    {
        var depth = 0;
        for (var before = index - 1; before >= 0; before--)
        {
            if (tokens[before].Is(')'))
            {
                depth++;
            }
            else if (tokens[before].Is('(') && depth-- == 0)
            {
                return true;
            }
            else if (depth == 0 && tokens[before].Is("select"))
            {
                return false;
            }
        }

        return false;
    }
}
