using System.Runtime.InteropServices;

namespace Sluice.Lake.DuckDb;

/// <summary>One connection: one statement at a time.</summary>
public sealed class DuckDbConnection : IDisposable
{
    private nint handle;

    internal DuckDbConnection(nint database)
    {
        if (NativeMethods.Connect(database, out handle) != 0)
        {
            throw new InvalidOperationException("DuckDB refused a connection to an open database.");
        }
    }

    /// <summary>Runs one statement, or several of which the last one's result is returned. Blocks until it is done.</summary>
    /// <exception cref="DuckDbException">The statement is wrong or failed.</exception>
    /// <exception cref="OperationCanceledException">The token fired while the statement ran.</exception>
    public DuckDbResult Query(string sql, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(handle == nint.Zero, this);
        cancellationToken.ThrowIfCancellationRequested();
        int state;
        NativeMethods.Result native;
        using (cancellationToken.Register(() => NativeMethods.Interrupt(handle)))
        {
            state = NativeMethods.Query(handle, sql, out native);
        }

        if (state == 0)
        {
            return new DuckDbResult(native);
        }

        var message = Marshal.PtrToStringUTF8(NativeMethods.ResultError(ref native)) ?? "unknown error";
        var type = NativeMethods.ResultErrorType(ref native);
        NativeMethods.DestroyResult(ref native);
        cancellationToken.ThrowIfCancellationRequested();
        throw new DuckDbException(message, type, sql);
    }

    /// <summary>Runs statements for their effect.</summary>
    /// <inheritdoc cref="Query"/>
    public long Execute(string sql, CancellationToken cancellationToken = default)
    {
        using var result = Query(sql, cancellationToken);
        return result.RowsChanged;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (handle != nint.Zero)
        {
            NativeMethods.Disconnect(ref handle);
        }
    }
}
