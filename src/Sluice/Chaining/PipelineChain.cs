using NodaTime;
using Sluice.Configuration;
using Sluice.Runs;

namespace Sluice.Chaining;

/// <summary>Which pipelines follow a run of another.</summary>
public static class PipelineChain
{
    /// <summary>The stage in which every dependent pipeline follows every run.</summary>
    private const string AlwaysStage = "dev";

    /// <summary>The dependent pipelines that are due after a run.</summary>
    /// <param name="configuration">The pipeline of the run.</param>
    /// <param name="execDate">The run's date.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="find">Gives a pipeline's configuration, or null when there is none.</param>
    /// <exception cref="ConfigurationException">The chain is broken, see <see cref="Errors"/>.</exception>
    public static IReadOnlyList<NextPlan> Due(
        PipelineConfiguration configuration, LocalDate execDate, string stage, Func<string, PipelineConfiguration?> find)
    {
        var errors = Errors(configuration, find);
        return errors.Count > 0
            ? throw new ConfigurationException(errors)
            : [.. configuration.Next.Where(next => IsDue(next, execDate, stage)).Select(next => new NextPlan
            {
                Pipeline = next.Pipeline,
                DoneFileKey = DoneFileKey.For(find(next.Pipeline)!.Dataset!, execDate, next.Pipeline).Key, // Errors has looked
            })];
    }

    /// <summary>True when a dependent pipeline follows the run of a date.</summary>
    public static bool IsDue(NextConfiguration next, LocalDate execDate, string stage) => next.Cadence switch
    {
        Cadence.Daily => true,
        Cadence.Monthly => stage == AlwaysStage
            || execDate.Day == Math.Min(next.DayOfMonth, execDate.Calendar.GetDaysInMonth(execDate.Year, execDate.Month)),
        _ => throw new ArgumentOutOfRangeException(nameof(next), next.Cadence, "Not a cadence."),
    };

    /// <summary>What is wrong with the pipelines that follow: one that does not exist or takes no done-file, or a circle.</summary>
    public static IReadOnlyList<ConfigurationError> Errors(PipelineConfiguration configuration, Func<string, PipelineConfiguration?> find)
    {
        var errors = new List<ConfigurationError>();
        for (var i = 0; i < configuration.Next.Count; i++)
        {
            var name = configuration.Next[i].Pipeline;
            var problem = find(name) switch
            {
                null => $"There is no pipeline '{name}'. Expected the folder's name of one under pipelines/.",
                { Dataset: null } => $"The pipeline '{name}' takes no done-file. Expected \"done_file\" in its pipeline.json.",
                _ when Circle(configuration.Name, [name], find) is { } circle =>
                    $"The pipelines {string.Join(" → ", [configuration.Name, .. circle])} would start each other for ever. Expected a chain that ends.",
                _ => null,
            };
            if (problem is not null)
            {
                errors.Add(new ConfigurationError(RunKeys.PipelineConfiguration(configuration.Name), null, $"next[{i}].pipeline", problem));
            }
        }

        return errors;
    }

    /// <summary>The way from the last of <paramref name="path"/> back to the beginning; null when there is none.</summary>
    private static IReadOnlyList<string>? Circle(string start, IReadOnlyList<string> path, Func<string, PipelineConfiguration?> find)
    {
        if (path[^1] == start)
        {
            return path;
        }

        // A circle further down that does not come back here is that pipeline's own error.
        var ahead = find(path[^1])?.Next.Select(next => next.Pipeline).Where(name => !path.Contains(name)) ?? [];
        return ahead.Select(name => Circle(start, [.. path, name], find)).FirstOrDefault(circle => circle is not null);
    }
}
