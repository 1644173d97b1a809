using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Glue.Connections;

/// <summary>What a connection must be for the lake to use it as it says.</summary>
internal static class ConnectionRules
{
    internal const string Url = "JDBC_CONNECTION_URL";
    internal const string Secret = "SECRET_ID";
    internal const string EnforceSsl = "JDBC_ENFORCE_SSL";

    internal static void Check(ConnectionInput connection)
    {
        _ = CatalogNames.Normalize(connection.Name, "connection name");
        if (connection.ConnectionType != "JDBC")
        {
            throw Invalid(connection, $"is of ConnectionType {connection.ConnectionType}: the lake's connections are JDBC");
        }

        foreach (var name in connection.ConnectionProperties.Keys)
        {
            switch (name)
            {
                case Url or Secret or EnforceSsl:
                    break;
                case "USERNAME" or "PASSWORD" or "ENCRYPTED_PASSWORD":
                    throw Invalid(connection, $"has the property {name}: the lake takes both from a secret; name it in {Secret}");
                case "HOST" or "PORT" or "JDBC_ENGINE":
                    throw Invalid(connection, $"has the property {name}: give {Url}, jdbc:postgresql://HOST:PORT/DATABASE");
                default:
                    throw Invalid(connection, $"has the property {name}: the lake knows {Url}, {Secret} and {EnforceSsl}");
            }
        }

        if (connection.ConnectionProperties.GetValueOrDefault(Secret) is not { Length: > 0 })
        {
            throw Invalid(connection, $"has no {Secret}: name the secret that holds username and password, by name or ARN");
        }

        if (connection.ConnectionProperties.GetValueOrDefault(EnforceSsl) is { } ssl && !bool.TryParse(ssl, out _))
        {
            throw Invalid(connection, $"has {EnforceSsl} '{ssl}': it is true or false");
        }

        _ = JdbcUrl.Of(connection);
    }

    internal static Protocol.AwsServiceException Invalid(ConnectionInput connection, string what) =>
        GlueErrors.InvalidInput($"Connection {connection.Name} {what}.");
}
