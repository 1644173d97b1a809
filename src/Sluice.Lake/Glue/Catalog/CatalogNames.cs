using System.Text;

namespace Sluice.Lake.Glue.Catalog;

/// <summary>The rules for names in the catalog: 1 to 255 bytes of printable text, folded to lower case when stored.</summary>
internal static class CatalogNames
{
    private const int MaxBytes = 255;

    /// <summary>The name as the catalog keeps it.</summary>
    /// <param name="name">What the caller gave.</param>
    /// <param name="what">What it names, for the message: <c>database name</c>.</param>
    internal static string Normalize(string? name, string what)
    {
        if (string.IsNullOrEmpty(name))
        {
            throw GlueErrors.InvalidInput($"The {what} is missing or empty: it must have 1 to {MaxBytes} bytes.");
        }

        if (Encoding.UTF8.GetByteCount(name) > MaxBytes)
        {
            throw GlueErrors.InvalidInput(
                $"The {what} '{name[..40]}...' has {Encoding.UTF8.GetByteCount(name)} bytes: it must have 1 to {MaxBytes}.");
        }

        // Tabs are the one control character that Glue's name pattern allows.
        if (name.Any(static character => char.IsControl(character) && character != '\t'))
        {
            throw GlueErrors.InvalidInput($"The {what} '{name}' holds a control character: names are one line of text.");
        }

        return name.ToLowerInvariant();
    }
}
