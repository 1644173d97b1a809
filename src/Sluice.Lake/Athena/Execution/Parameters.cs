using System.Text;
using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Execution;

/// <summary>Puts execution parameters in place of the question marks: <see href="https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html"/>.</summary>
internal static class Parameters
{
    /// <summary>The statement with its parameters in it; a parameter is written as SQL, <c>'text'</c> with its quotes.</summary>
    /// <exception cref="QueryFailure">Not as many parameters as question marks.</exception>
    public static string Apply(string sql, IReadOnlyList<string>? parameters)
    {
        if (parameters is not { Count: > 0 })
        {
            return sql;
        }

        var places = SqlTokenizer.Tokenize(sql).Where(static token => token.IsSymbol("?")).ToList();
        if (places.Count != parameters.Count)
        {
            throw new QueryFailure(
                "INVALID_PARAMETER_USAGE",
                $"line 1:1: Incorrect number of parameters: expected {places.Count} but found {parameters.Count}");
        }

        var text = new StringBuilder();
        var position = 0;
        foreach (var (place, parameter) in places.Zip(parameters))
        {
            text.Append(sql, position, place.Start - position).Append(parameter);
            position = place.End;
        }

        return text.Append(sql, position, sql.Length - position).ToString();
    }
}
