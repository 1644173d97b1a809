using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>Finds what belongs together.</summary>
internal static class Parentheses
{
    /// <summary>The index of the token that closes the parenthesis at an index; -1 when none does.</summary>
    public static int Close(IReadOnlyList<SqlToken> tokens, int open)
    {
        var depth = 0;
        for (var index = open; index < tokens.Count; index++)
        {
            depth += tokens[index].IsSymbol("(") ? 1 : tokens[index].IsSymbol(")") ? -1 : 0;
            if (depth == 0)
            {
                return index;
            }
        }

        return -1;
    }
}
