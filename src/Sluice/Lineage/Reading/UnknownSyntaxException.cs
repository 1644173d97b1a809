namespace Sluice.Lineage.Reading;

/// <summary>A query has a form that is not followed: nothing is said about its columns.</summary>
internal sealed class UnknownSyntaxException : Exception;
