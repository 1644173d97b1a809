using System.Text;
using System.Text.RegularExpressions;

namespace Sluice.Lake.Glue.Jobs.Scripts.Spark;

/// <summary>The paths of <c>get_json_object</c> in DuckDB's words: <c>$.name['other name'][0]</c>.</summary>
internal static partial class SparkJsonPath
{
    /// <summary>The path; null for one that finds nothing in Spark, whatever the text.</summary>
    /// <exception cref="JobFailedException">It has wildcards, or names that the lake cannot look for.</exception>
    public static string? ToDuckDb(string path)
    {
        var whole = Form().Match(path);
        if (!whole.Success)
        {
            return null;
        }

        var text = new StringBuilder("$");
        foreach (var step in whole.Groups["step"].Captures.Select(static capture => capture.Value))
        {
            var name = step[0] == '.' ? step[1..] : step[1..^1];
            if (name is "*" or "'*'" || step.Contains('"', StringComparison.Ordinal))
            {
                throw new JobFailedException($"the lake knows paths of names and numbers in get_json_object, not '{path}'.");
            }

            text.Append(step[0] == '[' && char.IsAsciiDigit(name[0]) ? step : $".\"{name.Trim('\'')}\"");
        }

        return text.ToString();
    }

    [GeneratedRegex(@"^\$(?<step>\.[^.\[]+|\['[^']+'\]|\[[0-9]+\]|\[\*\])*\z")]
    private static partial Regex Form();
}
