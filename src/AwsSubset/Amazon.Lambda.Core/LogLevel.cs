namespace Amazon.Lambda.Core;

/// <summary>
/// Levels of <see cref="ILambdaLogger"/>. Nothing here logs by them. They are here so that a file that imports this namespace
/// and Microsoft.Extensions.Logging has to say which <c>LogLevel</c> it means, as it has to with the official package.
/// </summary>
public enum LogLevel
{
    /// <summary>Each step.</summary>
    Trace = 0,

    /// <summary>What helps in finding a fault.</summary>
    Debug = 1,

    /// <summary>What was done.</summary>
    Information = 2,

    /// <summary>Not as it should be.</summary>
    Warning = 3,

    /// <summary>Failed.</summary>
    Error = 4,

    /// <summary>Nothing works any more.</summary>
    Critical = 5,
}
