using System.Reflection;
using System.Runtime.InteropServices;

namespace Sluice.Lake.DuckDb;

/// <summary>Finds DuckDB's native library: <c>SLUICE_LIBDUCKDB</c>, then beside the program, then where the build found it.</summary>
internal static class DuckDbLibrary
{
    /// <summary>The name that <see cref="NativeMethods"/> imports from.</summary>
    internal const string Name = "duckdb";

    private static readonly Lazy<nint> Handle = new(Load);

    /// <summary>Makes <see cref="NativeMethods"/> resolve to the library. Called once, before the first native call.</summary>
    internal static void Register() =>
        NativeLibrary.SetDllImportResolver(
            typeof(DuckDbLibrary).Assembly,
            static (name, _, _) => name == Name ? Handle.Value : nint.Zero);

    private static nint Load()
    {
        var candidates = Candidates().ToList();
        foreach (var path in candidates)
        {
            if (File.Exists(path))
            {
                return NativeLibrary.Load(path);
            }
        }

        throw new DllNotFoundException(
            $"DuckDB's native library is at none of: {string.Join(", ", candidates)}. " +
            "Run `npm ci` in the repository, or set SLUICE_LIBDUCKDB to the path of libduckdb.");
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("SLUICE_LIBDUCKDB") is { Length: > 0 } configured)
        {
            yield return configured;
            yield break;
        }

        var built = typeof(DuckDbLibrary).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(static attribute => attribute.Key == "DuckDbLibrary").Value!; // always set: DuckDbLibrary.targets
        yield return Path.Combine(AppContext.BaseDirectory, Path.GetFileName(built));
        yield return built;
    }
}
