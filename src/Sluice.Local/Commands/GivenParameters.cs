namespace Sluice.Local.Commands;

/// <summary>
/// Values for the template's parameters, instead of their defaults: the environment variable <c>SLUICE_PARAMETERS</c>, as
/// <c>Name=value Other=value</c>. What <c>sam deploy --parameter-overrides</c> is on AWS. Passwords are not among them: they are
/// put into Secrets Manager.
/// </summary>
public static class GivenParameters
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "SLUICE_PARAMETERS";

    /// <summary>Reads the variable; nothing when it is not set.</summary>
    /// <exception cref="InvalidOperationException">It has another form.</exception>
    public static IReadOnlyDictionary<string, string> Read() => Parse(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Reads a text of that form.</summary>
    /// <exception cref="InvalidOperationException">It has another form.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string? text)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !parameters.TryAdd(pair[..equals], pair[(equals + 1)..]))
            {
                throw new InvalidOperationException(
                    $"{Variable} has '{(equals < 0 ? pair : pair[..equals])}'{(equals > 0 ? " twice" : "")}: it must be Name=value pairs with spaces between them, each name once.");
            }
        }

        return parameters;
    }
}
