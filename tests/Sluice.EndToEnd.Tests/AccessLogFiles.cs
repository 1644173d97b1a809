using System.Globalization;
using System.IO.Compression;

namespace Sluice.EndToEnd.Tests;

/// <summary>CloudFront's log files, and what <c>access_logs</c> has to make of them, computed line by line in C#.</summary>
internal static class AccessLogFiles
{
    /// <summary>The failed requests, in order: the values of a row as text, in the query's columns.</summary>
    internal static List<string> FailedRequests(string folder) =>
        Requests(folder)
            .Where(static fields => int.Parse(fields[8], CultureInfo.InvariantCulture) >= 400)
            .OrderBy(static fields => $"{fields[0]} {fields[1]} {fields[14]}", StringComparer.Ordinal)
            .Select(static fields => string.Join('|', fields[0], fields[1], fields[4], fields[5], fields[7], fields[8], Number(fields[30]), fields[14]))
            .ToList();

    /// <summary>What was asked for, the most bytes first: path, requests, bytes.</summary>
    internal static List<string> PagesByTraffic(string folder) =>
        Requests(folder)
            .GroupBy(static fields => fields[7], StringComparer.Ordinal)
            .Select(static page => (Path: page.Key, Requests: page.Count(), Bytes: page.Sum(static fields => long.Parse(fields[3], CultureInfo.InvariantCulture))))
            .OrderByDescending(static page => page.Bytes).ThenBy(static page => page.Path, StringComparer.Ordinal)
            .Select(static page => string.Create(CultureInfo.InvariantCulture, $"{page.Path}|{page.Requests}|{page.Bytes}"))
            .ToList();

    private static IEnumerable<string[]> Requests(string folder) =>
        Directory.EnumerateFiles(folder).SelectMany(static file => Lines(file).Skip(2).Select(static line => line.Split('\t')));

    /// <summary>CloudFront writes a hyphen for what there is not; in a column of numbers that is NULL.</summary>
    private static string Number(string field) => field == "-" ? "NULL" : field;

    private static List<string> Lines(string path)
    {
        using Stream file = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(File.OpenRead(path), CompressionMode.Decompress)
            : File.OpenRead(path);
        using var reader = new StreamReader(file);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }
}
