using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Lake.Glue.Connections;

/// <summary>Where a JDBC connection leads.</summary>
/// <param name="Host">The database's host.</param>
/// <param name="Port">Its port.</param>
/// <param name="Database">The database.</param>
internal sealed partial record JdbcUrl(string Host, int Port, string Database)
{
    private const int DefaultPort = 5432;

    /// <summary>Reads a connection's URL.</summary>
    /// <exception cref="Protocol.AwsServiceException">It is none that the lake can follow. The text itself is not repeated: people put passwords there.</exception>
    internal static JdbcUrl Of(ConnectionInput connection)
    {
        var text = connection.ConnectionProperties.GetValueOrDefault(ConnectionRules.Url);
        return text is not null && Pattern().Match(text) is { Success: true } match
            && int.TryParse(match.Groups["port"] is { Success: true } port ? port.Value : "5432", NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and <= ushort.MaxValue
            ? new JdbcUrl(match.Groups["host"].Value.Trim('[', ']'), match.Groups["port"].Success ? number : DefaultPort, match.Groups["database"].Value)
            : throw ConnectionRules.Invalid(
                connection,
                $"has a {ConnectionRules.Url} that the lake cannot read: it must be jdbc:postgresql://HOST:PORT/DATABASE, without user, password or parameters");
    }

    /// <summary>As a person writes it.</summary>
    public override string ToString() => $"{Host}:{Port.ToString(CultureInfo.InvariantCulture)}/{Database}";

    [GeneratedRegex(@"\Ajdbc:postgresql://(?<host>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:(?<port>[0-9]{1,5}))?/(?<database>[A-Za-z0-9_.$-]+)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
