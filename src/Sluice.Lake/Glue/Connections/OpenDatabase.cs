using Npgsql;

namespace Sluice.Lake.Glue.Connections;

/// <summary>A database that is open.</summary>
/// <param name="Connection">The Glue connection's name.</param>
/// <param name="Url">Where it is.</param>
/// <param name="User">As whom.</param>
/// <param name="Session">Npgsql's connection.</param>
internal sealed record OpenDatabase(string Connection, JdbcUrl Url, string User, NpgsqlConnection Session) : IDisposable
{
    /// <summary>What went wrong while reading.</summary>
    internal DatabaseException Failure(string what, Exception exception) => Databases.Explain(what, Connection, User, exception);

    /// <inheritdoc/>
    public void Dispose() => Session.Dispose();
}
