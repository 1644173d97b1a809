using System.Text;
using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>
/// From Athena's SQL to DuckDB's. Three layers, each with its own place: syntax (<see cref="ISyntaxRule"/>, on tokens),
/// meaning (<see cref="TreeRewriter"/>, on the parsed tree) and functions (<see cref="TrinoFunctions"/>, macros).
/// </summary>
internal static class TrinoDialect
{
    private static readonly ISyntaxRule[] Rules =
    [
        new ForeignSyntax(), new BareValues(), new Backticks(), new ArrayTypes(), new TypedLiterals(), new IntervalLiterals(),
        new CallModifiers(), new ShortForms(), new FreeWords(), new Signs(),
    ];

    /// <summary>Rewrites what DuckDB's parser would refuse or misread.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="database">What <c>current_schema</c> says.</param>
    public static TranslatedSql Translate(string sql, string database)
    {
        var tokens = SqlTokenizer.Tokenize(sql);
        var edits = Rules.Append(new SessionWords(database)).SelectMany(rule => rule.Apply(sql, tokens)).OrderBy(static edit => edit.Start).ToList();
        var text = new StringBuilder();
        var position = 0;
        foreach (var edit in edits)
        {
            text.Append(sql, position, edit.Start - position).Append(edit.Replacement);
            position = edit.Start + edit.Length;
        }

        text.Append(sql, position, sql.Length - position);
        return new TranslatedSql(sql, text.ToString(), edits);
    }
}
