using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Sluice.Lake.Protocol;
using Sluice.Lake.Secrets;

namespace Sluice.Lake.Glue.Connections;

/// <summary>Opens the databases that connections lead to.</summary>
internal sealed class Databases(ConnectionStore connections, ISecrets secrets)
{
    private const int TimeoutSeconds = 15;

    /// <summary>Opens the database of a connection, to be read.</summary>
    /// <exception cref="DatabaseException">It cannot be: what is wrong with connection, secret or database.</exception>
    internal OpenDatabase Open(string connectionName)
    {
        var connection = Connection(connectionName);
        var url = JdbcUrl.Of(connection);
        var (user, password) = Credentials(connection);
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host,
            Port = url.Port,
            Database = url.Database,
            Username = user,
            Password = password,
            ApplicationName = "sluice",
            SslMode = bool.TryParse(connection.ConnectionProperties.GetValueOrDefault(ConnectionRules.EnforceSsl), out var ssl) && ssl
                ? SslMode.Require
                : SslMode.Prefer,
            Pooling = false, // a crawl or a job is rare: nothing is gained by keeping a connection for the next one
            Timeout = TimeoutSeconds,
            CommandTimeout = 0, // a table may be large; whoever stops the work cancels the command
        };
        var opened = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            opened.Open();
            return new OpenDatabase(connection.Name, url, user, opened);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            opened.Dispose();
            throw Explain($"open the database {url}", connection.Name, user, exception);
        }
    }

    /// <summary>What went wrong, in words that name connection and database. Neither Npgsql's exceptions nor PostgreSQL's repeat a password.</summary>
    internal static DatabaseException Explain(string what, string connection, string user, Exception exception)
    {
        var hint = exception is PostgresException postgres
            ? postgres.SqlState switch
            {
                PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                    $"Put the right username and password into the connection's secret (it has the user {user})",
                PostgresErrorCodes.InvalidCatalogName => $"Correct the database in the connection's {ConnectionRules.Url}",
                PostgresErrorCodes.InsufficientPrivilege => $"Let the user {user} read it: GRANT SELECT",
                _ => "See the database's log",
            }
            : $"Check that the database is up and that the connection's {ConnectionRules.Url} has the right host and port";
        var reason = exception is PostgresException server
            ? $"{server.MessageText} (SQLSTATE {server.SqlState})"
            : exception.GetBaseException().Message;
        return new DatabaseException($"Connection {connection} cannot {what}: {reason}. {hint}.", exception);
    }

    private ConnectionInput Connection(string name)
    {
        try
        {
            return connections.Get(name).Input;
        }
        catch (AwsServiceException exception)
        {
            throw new DatabaseException(exception.Message, exception);
        }
    }

    /// <summary>Glue reads <c>username</c> and <c>password</c> from the secret: <see href="https://docs.aws.amazon.com/glue/latest/dg/connection-properties-secrets-manager.html"/>.</summary>
    private (string User, string Password) Credentials(ConnectionInput connection)
    {
        var id = connection.ConnectionProperties[ConnectionRules.Secret]; // checked when the connection was made
        try
        {
            if (JsonNode.Parse(secrets.ReadText(id)) is JsonObject value
                && value["username"] is JsonValue user && user.TryGetValue<string>(out var name) && name.Length > 0
                && value["password"] is JsonValue word && word.TryGetValue<string>(out var password) && password.Length > 0)
            {
                return (name, password);
            }
        }
        catch (JsonException)
        {
            // The same to say as when a member is missing. What is wrong in the text is not said: it is a secret.
        }
        catch (AwsServiceException exception)
        {
            throw new DatabaseException($"Connection {connection.Name}: {exception.Message}", exception);
        }

        throw new DatabaseException(
            $"Connection {connection.Name}: the secret {id} is not {{\"username\":\"…\",\"password\":\"…\"}}. Put one that is with aws secretsmanager put-secret-value.");
    }
}
