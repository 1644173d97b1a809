using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Statements;

/// <summary>The query inside a statement.</summary>
internal static class QueryText
{
    /// <summary>From the reader's place to the end, without the last semicolon; what stands before is blank, so that places stay the user's.</summary>
    public static string From(TokenReader reader)
    {
        var start = reader.Current.Start;
        while (!reader.AtEnd)
        {
            if (reader.Current.IsSymbol(";"))
            {
                throw reader.Unexpected("<EOF>");
            }

            reader.Take();
        }

        var end = reader.Current.Start;
        return string.Create(end, (reader.Sql, start), static (text, state) =>
        {
            for (var index = 0; index < text.Length; index++)
            {
                text[index] = index >= state.start || state.Sql[index] == '\n' ? state.Sql[index] : ' ';
            }
        });
    }
}
