namespace Sluice.Lake.Glue.Connections;

/// <summary>A database could not be read. The message names connection, database and what to do; never a password.</summary>
internal sealed class DatabaseException(string message, Exception? cause = null) : Exception(message, cause);
