using Sluice.Configuration;
using Sluice.Lake.Template;
using Sluice.Planning;
using Sluice.Stages;

namespace Sluice.Local.Commands;

/// <summary>Whether the jobs and crawlers that a pipeline's steps name are in the template.</summary>
internal static class StepResources
{
    private const string Stage = "dev";

    /// <summary>The steps that name what is not there.</summary>
    /// <param name="configuration">The pipeline.</param>
    /// <param name="file">Its file, for messages.</param>
    /// <param name="template">The template, with its parameters' defaults.</param>
    public static IEnumerable<ConfigurationError> Missing(PipelineConfiguration configuration, string file, LakeTemplate template)
    {
        foreach (var step in configuration.Stages?.Steps ?? [])
        {
            if (step.Job is { } job)
            {
                var name = StagePlanner.JobName(job, Stage);
                if (template.Jobs.All(found => found.Name != name))
                {
                    yield return Error(file, step.Name, $"There is no job '{job}': the template has none called {name}.");
                }
            }
            else if (step.Crawler is { } crawler && configuration.Crawlers.All(found => found.Name != crawler))
            {
                var name = CrawlerPlan.NameOf(crawler, configuration.Name, Stage);
                if (template.Crawlers.All(found => found.Name != name))
                {
                    yield return Error(file, step.Name, $"There is no crawler '{crawler}' in \"crawlers\", and the template has none called {name}.");
                }
            }
        }
    }

    private static ConfigurationError Error(string file, string step, string problem) => new(file, null, $"stages.steps ({step})", problem);
}
