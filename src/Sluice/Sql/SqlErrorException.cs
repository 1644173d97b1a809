namespace Sluice.Sql;

/// <summary>A SQL file cannot be used as it stands; the message names file and line.</summary>
public sealed class SqlErrorException : SluiceException
{
    /// <summary>Names the place and the problem.</summary>
    /// <param name="file">The file.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="problem">What was found and what is expected.</param>
    public SqlErrorException(string file, int line, string problem)
        : base($"{file}:{line}: {problem}") => (File, Line, Problem) = (file, line, problem);

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>What was found and what is expected.</summary>
    public string Problem { get; }
}
