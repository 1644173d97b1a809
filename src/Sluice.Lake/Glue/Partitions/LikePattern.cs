namespace Sluice.Lake.Glue.Partitions;

/// <summary>SQL's LIKE: <c>%</c> is any text, <c>_</c> one character. Never worse than pattern times value.</summary>
internal sealed class LikePattern(string pattern)
{
    internal bool IsMatch(string value)
    {
        var (at, here) = (0, 0);
        var (star, resume) = (-1, 0);
        while (here < value.Length)
        {
            if (at < pattern.Length && pattern[at] == '%')
            {
                (star, resume) = (at++, here);
            }
            else if (at < pattern.Length && (pattern[at] == '_' || pattern[at] == value[here]))
            {
                at++;
                here++;
            }
            else if (star >= 0)
            {
                (at, here) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).TrimStart('%').IsEmpty;
    }
}
