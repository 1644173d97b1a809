using Sluice.Configuration;
using Sluice.Planning;

namespace Sluice.Incoming;

/// <summary>Finds the registered files among the keys of a folder.</summary>
public static class IncomingFiles
{
    private static readonly string[] Markers = [".done", ".completed"];
    private static readonly string[] ChecksumEndings = [.. Enum.GetValues<ChecksumAlgorithm>().Select(Ending)];

    /// <summary>
    /// Matches every registered pattern. Done-files, markers of finished runs and files that hold another's checksum are
    /// not looked at; files that no pattern matches are another pipeline's of the same dataset.
    /// </summary>
    /// <param name="plan">The run.</param>
    /// <param name="keys">The keys that lie in <see cref="RunPlan.IncomingFolder"/>; those of folders below it are left out.</param>
    /// <exception cref="IncomingFilesException">
    /// A pattern has no file, or more than one where one is expected, or a checksum's file is missing. Names all of them.
    /// </exception>
    public static IReadOnlyList<IncomingMatch> Match(RunPlan plan, IEnumerable<string> keys)
    {
        var folder = plan.IncomingFolder ?? "";
        var present = Present(folder, keys);
        var names = present.Where(name => !IsBesides(name, present)).ToList();
        var matches = new List<IncomingMatch>();
        var problems = new List<string>();
        foreach (var incoming in plan.Incoming)
        {
            var found = names.Where(name => FileNamePattern.IsMatch(incoming.Pattern, name)).ToList();
            if (found.Count == 0 || (found.Count > 1 && incoming.Count == FileCount.One))
            {
                problems.Add(Problem(incoming, found, names));
                continue;
            }

            foreach (var name in found)
            {
                var checksum = incoming.Checksum is { } algorithm ? name + Ending(algorithm) : null;
                if (checksum is not null && !present.Contains(checksum))
                {
                    problems.Add($"'{name}' (pattern '{incoming.Pattern}') has no checksum: '{checksum}' is missing");
                }

                matches.Add(new IncomingMatch(incoming, folder + name, incoming.TargetPrefix + name, checksum is null ? null : folder + checksum));
            }
        }

        return problems.Count == 0
            ? matches
            : throw new IncomingFilesException($"The files in {folder} are not those that '{plan.Pipeline}' expects: {string.Join("; ", problems)}.");
    }

    /// <summary>
    /// True when a folder is complete without anybody saying so: each pattern expects exactly one file and has it, its
    /// checksum too. Of a pattern that expects several files nobody can tell whether more will come.
    /// </summary>
    /// <param name="incoming">The patterns.</param>
    /// <param name="folder">The folder, with a slash at its end.</param>
    /// <param name="keys">The keys that lie in it; those of folders below it are left out.</param>
    public static bool AreComplete(IReadOnlyList<IncomingConfiguration> incoming, string folder, IEnumerable<string> keys)
    {
        var present = Present(folder, keys);
        var names = present.Where(name => !IsBesides(name, present)).ToList();
        return incoming.Count > 0 && incoming.All(expected =>
            expected.Count == FileCount.One
            && names.Where(name => FileNamePattern.IsMatch(expected.Pattern, name)).ToList() is [var only]
            && (expected.Checksum is not { } algorithm || present.Contains(only + Ending(algorithm))));
    }

    private static List<string> Present(string folder, IEnumerable<string> keys) =>
    [
        .. keys.Where(key => key.StartsWith(folder, StringComparison.Ordinal))
            .Select(key => key[folder.Length..])
            .Where(name => name.Length > 0 && !name.Contains('/', StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private static string Problem(IncomingPlan incoming, List<string> found, List<string> names)
    {
        var expected = incoming.Count == FileCount.One ? "exactly one file" : "at least one file";
        var subject = $"pattern '{incoming.Pattern}' (table {incoming.Table}) expects {expected} and ";
        if (found.Count > 0)
        {
            return subject + $"matches {found.Count}: {Some(found)}. Remove all but one, or expect several with \"count\": \"many\" beside the pattern";
        }

        return subject + (names.Count == 0 ? "the folder holds none" : $"matches none of those that are there: {Some(names)}");
    }

    /// <summary>The first names: a message has to stay readable, and small enough for a state.</summary>
    private static string Some(List<string> names) =>
        string.Join(", ", names.Take(20)) + (names.Count > 20 ? $" and {names.Count - 20} more" : "");

    private static bool IsBesides(string name, List<string> present) =>
        Markers.Any(ending => name.EndsWith(ending, StringComparison.Ordinal))
        || ChecksumEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal) && present.Contains(name[..^ending.Length]));

    private static string Ending(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Md5 => ".md5",
        ChecksumAlgorithm.Sha256 => ".sha256",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Not an algorithm."),
    };
}
