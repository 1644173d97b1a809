using System.Text.RegularExpressions;

namespace Sluice.Sql;

/// <summary>Why a query failed, as Athena says it.</summary>
public static partial class AthenaReason
{
    /// <summary>The reason without the place in the statement, which is made of the file: it is not one in the file.</summary>
    /// <param name="reason">Athena's StateChangeReason.</param>
    public static string WithoutPlace(string reason) => Place().Replace(reason, "");

    [GeneratedRegex(@"(?<=^[A-Z_]+: )line \d+:\d+: ")]
    private static partial Regex Place();
}
