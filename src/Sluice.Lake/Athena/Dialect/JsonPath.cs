using System.Globalization;
using System.Text;
using Sluice.Lake.Athena.Execution;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>
/// The paths of <c>json_extract</c> and its kin: <c>$.name</c>, <c>$[0]</c>, <c>$["a name"]</c>.
/// <see href="https://trino.io/docs/current/functions/json.html"/>
/// </summary>
internal static class JsonPath
{
    private const int MostNumbers = 3;

    /// <summary>The same path for DuckDB; several when it has numbers, each of which may be a place or a key.</summary>
    /// <exception cref="QueryFailure">It is no path.</exception>
    public static IReadOnlyList<string> ToDuckDb(string path)
    {
        var keys = Keys(path);
        if (keys.Exists(static key => key is "" or "*") || keys.Count(IsNumber) > MostNumbers)
        {
            throw QueryFailure.NotSupported($"the JSON path {path}");
        }

        return keys.Aggregate((IReadOnlyList<string>)["$"], static (paths, key) => IsNumber(key)
            ? [.. paths.Select(one => $"{one}[{key}]"), .. paths.Select(one => one + Name(key))]
            : [.. paths.Select(one => one + Name(key))]);
    }

    private static bool IsNumber(string key) =>
        int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static string Name(string key) =>
        $".\"{key.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static List<string> Keys(string path)
    {
        var keys = new List<string>();
        var position = path.StartsWith('$') ? 1 : throw Invalid(path);
        while (position < path.Length)
        {
            switch (path[position++])
            {
                case '.':
                    keys.Add(Plain(path, ref position, static letter => IsPlain(letter) || letter == ':'));
                    break;
                case '[':
                    keys.Add(position < path.Length && path[position] == '"'
                        ? Quoted(path, ref position)
                        : Plain(path, ref position, IsPlain));
                    if (position >= path.Length || path[position++] != ']')
                    {
                        throw Invalid(path);
                    }

                    break;
                default:
                    throw Invalid(path);
            }
        }

        return keys;
    }

    private static string Plain(string path, ref int position, Func<char, bool> belongs)
    {
        var start = position;
        while (position < path.Length && belongs(path[position]))
        {
            position++;
        }

        return position > start ? path[start..position] : throw Invalid(path);
    }

    private static string Quoted(string path, ref int position)
    {
        var key = new StringBuilder();
        for (position++; position < path.Length && path[position] != '"'; position++)
        {
            if (path[position] == '\\' && (++position >= path.Length || path[position] is not ('"' or '\\')))
            {
                throw Invalid(path);
            }

            key.Append(path[position]);
        }

        position++; // past the quote; a path that ends before it fails at the missing bracket
        return key.ToString();
    }

    private static bool IsPlain(char letter) => letter is '-' or '_' || char.IsLetterOrDigit(letter);

    private static QueryFailure Invalid(string path) => new("INVALID_FUNCTION_ARGUMENT", $"Invalid JSON path: '{path}'");
}
