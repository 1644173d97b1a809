using Sluice.Configuration.Reading;

namespace Sluice.Stages;

/// <summary>Whether each dataset finds its inputs when its turn comes, and keeps its output for itself.</summary>
internal static class StageOrder
{
    /// <summary>Reports what does not fit.</summary>
    public static void Check(IReadOnlyList<StageGroup> groups, ConfigurationNode? queries, ErrorList errors)
    {
        var order = groups.SelectMany(static group => group.Datasets.Select(dataset => (Stage: group.Name, Dataset: dataset))).Where(static item => item.Dataset.S3Target.Length > 0).ToList();
        var writers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < order.Count; index++)
        {
            var (_, dataset) = order[index];
            var target = S3Location.Folder(dataset.S3Target);
            if (writers.Keys.FirstOrDefault(other => other.StartsWith(target, StringComparison.Ordinal) || target.StartsWith(other, StringComparison.Ordinal)) is { } taken)
            {
                Report(dataset, "s3_target", $"The target {target} of '{dataset.SqlName}' {(taken == target ? "is that" : $"and {taken} lie in one another: that is the target")} of '{order[writers[taken]].Dataset.SqlName}', and a target is overwritten as a whole. Give each dataset a folder of its own.");
            }

            writers.TryAdd(target, index);
        }

        for (var index = 0; index < order.Count; index++)
        {
            var (stage, dataset) = order[index];
            foreach (var table in dataset.Tables)
            {
                if (!writers.TryGetValue(S3Location.Folder(table.S3Path), out var writer) || writer < index)
                {
                    continue;
                }

                var other = order[writer];
                var cycle = Path(order.Select(static item => item.Dataset).ToList(), writers, writer, index);
                Report(dataset, "tables", cycle is not null
                    ? $"The datasets {string.Join(" <- ", cycle.Append(cycle[0]).Select(static name => $"'{name}'"))} need each other's output: a cycle. One of them has to read something else."
                    : $"'{dataset.SqlName}' of {stage} reads '{table.TableName}' from the target of '{other.Dataset.SqlName}' of {other.Stage}, which runs after it. Put it after that dataset.");
            }
        }

        void Report(StageDataset dataset, string field, string problem)
        {
            var node = queries?.Members.FirstOrDefault(member => member.Name == dataset.SqlName);
            var line = node?.Value.Members.FirstOrDefault(member => member.Name == field)?.Line ?? node?.Line;
            errors.Add(line, $"{dataset.SqlName}.{field}", problem);
        }
    }

    /// <summary>The datasets from one back to another by who reads whom; null when there is no way.</summary>
    private static List<string>? Path(IReadOnlyList<StageDataset> datasets, Dictionary<string, int> writers, int from, int to)
    {
        var ways = new Queue<List<int>>([[to]]);
        var seen = new HashSet<int>();
        while (ways.TryDequeue(out var way))
        {
            foreach (var table in datasets[way[^1]].Tables)
            {
                if (!writers.TryGetValue(S3Location.Folder(table.S3Path), out var next))
                {
                    continue;
                }

                if (next == to)
                {
                    return [.. way.Select(index => datasets[index].SqlName)];
                }

                if (seen.Add(next) && (way.Count > 1 || next == from))
                {
                    ways.Enqueue([.. way, next]);
                }
            }
        }

        return null;
    }
}
