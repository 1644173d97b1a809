using System.Text;

namespace Sluice.Lake.Template;

/// <summary><c>${Name}</c> in texts.</summary>
internal static class Placeholders
{
    /// <summary>Replaces each placeholder by what the function makes of its name.</summary>
    public static string Replace(string text, Func<string, string> value)
    {
        var start = text.IndexOf("${", StringComparison.Ordinal);
        if (start < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var done = 0;
        while (start >= 0)
        {
            var end = text.IndexOf('}', start);
            if (end < 0)
            {
                break;
            }

            result.Append(text, done, start - done).Append(value(text[(start + 2)..end].Trim()));
            done = end + 1;
            start = text.IndexOf("${", done, StringComparison.Ordinal);
        }

        return result.Append(text, done, text.Length - done).ToString();
    }
}
