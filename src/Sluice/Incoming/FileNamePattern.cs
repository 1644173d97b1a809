namespace Sluice.Incoming;

/// <summary>Matches a file's name: <c>*</c> for any characters, <c>?</c> for one, everything else for itself.</summary>
public static class FileNamePattern
{
    /// <summary>True when the whole name matches. Upper and lower case differ, as in S3.</summary>
    public static bool IsMatch(string pattern, string name)
    {
        var (p, n) = (0, 0);
        var (star, retry) = (-1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, retry) = (p++, n);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == name[n]))
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                // Let the last star take one character more.
                (p, n) = (star + 1, ++retry);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).IndexOfAnyExcept('*') < 0;
    }
}
