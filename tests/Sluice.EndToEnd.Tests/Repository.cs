using System.Reflection;

namespace Sluice.EndToEnd.Tests;

/// <summary>The checkout that the tests run in.</summary>
internal static class Repository
{
    internal static string Root { get; } = typeof(Sluice.Local.DuckDb.DuckDbDatabase).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "RepositoryRoot").Value!; // DuckDbLibrary.targets sets it
}
