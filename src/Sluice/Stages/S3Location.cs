namespace Sluice.Stages;

/// <summary><c>s3://bucket/prefix</c>.</summary>
internal static class S3Location
{
    /// <summary>Whether a text is one; gives its prefix.</summary>
    public static bool TryParse(string text, out string prefix)
    {
        prefix = "";
        const string Scheme = "s3://";
        var slash = text.StartsWith(Scheme, StringComparison.Ordinal) ? text.IndexOf('/', Scheme.Length) : -1;
        if (slash <= Scheme.Length)
        {
            return false;
        }

        prefix = text[(slash + 1)..];
        return true;
    }

    /// <summary>A location as a folder: with one slash at its end.</summary>
    public static string Folder(string location) => location.TrimEnd('/') + "/";
}
