using System.Text;
using Sluice.Lake.Athena.Execution;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>
/// The patterns of <c>date_format</c> and <c>date_parse</c>, which are MySQL's, in DuckDB's words.
/// <see href="https://trino.io/docs/current/functions/datetime.html#mysql-date-functions"/>
/// </summary>
internal static class MySqlDateFormat
{
    /// <summary><c>%Y-%m-%d %H:%i:%s</c> becomes <c>%Y-%m-%d %H:%M:%S</c>.</summary>
    /// <exception cref="QueryFailure">Athena does not support a specifier.</exception>
    public static string ToDuckDb(string format)
    {
        var text = new StringBuilder();
        for (var index = 0; index < format.Length; index++)
        {
            if (format[index] != '%' || index + 1 == format.Length)
            {
                text.Append(format[index]);
                continue;
            }

            index++;
            text.Append(format[index] switch
            {
                'c' => "%-m",
                'e' => "%-d",
                'h' => "%I",
                'i' => "%M",
                'k' => "%-H",
                'l' => "%-I",
                'M' => "%B",
                'r' => "%I:%M:%S %p",
                's' => "%S",
                'T' => "%H:%M:%S",
                'v' => "%V",
                'W' => "%A",
                'x' => "%G",
                'a' or 'b' or 'd' or 'f' or 'H' or 'I' or 'j' or 'm' or 'p' or 'S' or 'Y' or 'y' or '%' => $"%{format[index]}",
                'D' or 'U' or 'u' or 'V' or 'w' or 'X' =>
                    throw new QueryFailure("INVALID_FUNCTION_ARGUMENT", $"%{format[index]} not supported in date format string"),
                var other => other.ToString(),
            });
        }

        return text.ToString();
    }
}
