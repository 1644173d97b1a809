using System.Runtime.InteropServices;

namespace Sluice.Lake.DuckDb;

/// <summary>An in-memory DuckDB database. Opening one takes a few milliseconds; connections to it may be used side by side.</summary>
public sealed class DuckDbDatabase : IDisposable
{
    private nint handle;

    private DuckDbDatabase(nint handle) => this.handle = handle;

    /// <summary>The library's version, <c>v1.5.6</c>.</summary>
    public static string LibraryVersion => Marshal.PtrToStringUTF8(NativeMethods.LibraryVersion()) ?? "";

    /// <summary>Opens a new in-memory database.</summary>
    /// <param name="settings">DuckDB configuration options, such as <c>threads</c>.</param>
    public static DuckDbDatabase OpenInMemory(IReadOnlyDictionary<string, string>? settings = null)
    {
        _ = NativeMethods.CreateConfig(out var config);
        try
        {
            // Nothing may be downloaded while a query runs: what is not linked in is an error.
            Set(config, "autoinstall_known_extensions", "false");
            foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            {
                Set(config, name, value);
            }

            if (NativeMethods.OpenExt(":memory:", out var database, config, out var error) != 0)
            {
                var message = Marshal.PtrToStringUTF8(error);
                NativeMethods.Free(error);
                throw new InvalidOperationException($"DuckDB did not open: {message}");
            }

            return new DuckDbDatabase(database);
        }
        finally
        {
            NativeMethods.DestroyConfig(ref config);
        }
    }

    /// <summary>Opens a connection.</summary>
    public DuckDbConnection Connect()
    {
        ObjectDisposedException.ThrowIf(handle == nint.Zero, this);
        return new DuckDbConnection(handle);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (handle != nint.Zero)
        {
            NativeMethods.Close(ref handle);
        }
    }

    private static void Set(nint config, string name, string value)
    {
        if (NativeMethods.SetConfig(config, name, value) != 0)
        {
            throw new ArgumentException($"DuckDB has no setting '{name}' that takes '{value}'.");
        }
    }
}
