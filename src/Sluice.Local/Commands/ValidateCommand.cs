using System.CommandLine;
using Sluice.Configuration;
using Sluice.Lake.StepFunctions.Definition;
using Sluice.Lake.Template;
using Sluice.Lake.Template.Resources;
using Sluice.Local.Validation;
using Sluice.Planning;
using Sluice.Sql;

namespace Sluice.Local.Commands;

/// <summary><c>sluice validate</c>.</summary>
public static class ValidateCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var template = SharedOptions.Template();
        var pipelines = SharedOptions.Pipelines();
        var command = new Command("validate", "Check the template, its state machines and every pipeline, and report all that is wrong at once.") { template, pipelines };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            var project = Project.Find(parsed.GetValue(template), parsed.GetValue(pipelines));
            var folder = new PipelineFolder(project.PipelinesPath);
            var problems = TemplateProblems(project.TemplatePath, out var read);
            var plans = new List<RunPlan>();
            foreach (var pipeline in folder.Pipelines)
            {
                var (plan, wrong) = PipelineProblems(folder, pipeline, read);
                problems.AddRange(wrong);
                if (plan is not null)
                {
                    plans.Add(plan);
                }
            }

            problems.AddRange(SharedTables.Errors(plans).Select(error => InFolder(folder, error)));
            problems.AddRange(await SqlProblemsAsync(folder, plans, read, cancellationToken));
            var stateMachines = read?.StateMachines.Count ?? 0;
            foreach (var problem in problems)
            {
                Console.Error.WriteLine(problem);
            }

            Console.Out.WriteLine(problems.Count == 0
                ? $"Valid: {Relative(project.TemplatePath)}, {stateMachines} state machine{(stateMachines == 1 ? "" : "s")}, {string.Join(", ", folder.Pipelines)}."
                : $"{problems.Count} problem{(problems.Count == 1 ? "" : "s")}.");
            return problems.Count == 0 ? 0 : 1;
        }));
        return command;
    }

    private static List<string> TemplateProblems(string path, out LakeTemplate? template)
    {
        template = null;
        try
        {
            // The names of pipelines' resources are checked as stage dev has them; the parameters that are given, by themselves.
            template = SamTemplate.Load(path, new TemplateContext());
            return [.. template.StateMachines.SelectMany(StateMachineProblems), .. GivenParametersProblems(path)];
        }
        catch (TemplateException exception)
        {
            return exception.Problems.Select(static problem => problem.ToString()).ToList();
        }
    }

    private static IEnumerable<string> GivenParametersProblems(string path)
    {
        try
        {
            if (GivenParameters.Read() is { Count: > 0 } given)
            {
                SamTemplate.Load(path, new TemplateContext { ParameterOverrides = given });
            }

            return [];
        }
        catch (TemplateException exception)
        {
            return exception.Problems.Select(static problem => problem.ToString());
        }
        catch (InvalidOperationException exception)
        {
            return [exception.Message];
        }
    }

    private static IEnumerable<string> StateMachineProblems(StateMachineResource stateMachine) =>
        StateMachineDefinition.Validate(stateMachine.Definition)
            .Select(problem => $"{Relative(stateMachine.DefinitionPath)}: {problem}");

    private static (RunPlan? Plan, IEnumerable<string> Problems) PipelineProblems(PipelineFolder folder, string pipeline, LakeTemplate? template)
    {
        var root = Path.Combine(folder.Root, pipeline);
        var file = Path.Combine(root, "pipeline.json");
        if (!File.Exists(file))
        {
            return (null, [$"{Relative(file)}: there is no such file. A folder of pipelines/ is a pipeline, and its pipeline.json says what it does."]);
        }

        var content = File.ReadAllBytes(file);
        var missing = template is not null && PipelineReader.TryRead(pipeline, Relative(file), content, out _) is { } configuration
            ? StepResources.Missing(configuration, Relative(file), template)
            : [];
        var unreadable = new List<ConfigurationError>();
        var (plan, errors) = PipelineCheck.Check(
            pipeline, Relative(file), content, relative => ReadInside(root, relative, unreadable), name => Other(folder, name));
        return (plan, errors.Concat(missing).Concat(unreadable.Distinct()).Select(static error => error.ToString()));
    }

    /// <summary>An error whose file is named as in the assets bucket, <c>pipelines/NAME/FILE</c>, with the file on disk.</summary>
    private static string InFolder(PipelineFolder folder, ConfigurationError error) =>
        (error with { File = Relative(Path.Combine(folder.Root, error.File[(error.File.IndexOf('/', StringComparison.Ordinal) + 1)..])) }).ToString();

    /// <summary>What the lake's Athena says about the SQL of the pipelines that can be planned.</summary>
    private static async Task<IReadOnlyList<string>> SqlProblemsAsync(
        PipelineFolder folder, IReadOnlyList<RunPlan> plans, LakeTemplate? template, CancellationToken cancellationToken)
    {
        if (plans.Count == 0)
        {
            return [];
        }

        var problems = new List<string>();
        await using var check = await SqlCheck.CreateAsync(plans, template?.Crawlers ?? [], plans.Count == folder.Pipelines.Count);
        foreach (var plan in plans)
        {
            foreach (var error in await check.FindAsync(plan, cancellationToken))
            {
                problems.Add((error with { File = Relative(Path.Combine(folder.Root, plan.Pipeline, error.File)) }).ToString());
            }
        }

        return problems;
    }

    /// <summary>Another pipeline, as one that depends on it sees it. What is wrong in it is reported as its own.</summary>
    private static PipelineConfiguration? Other(PipelineFolder folder, string name)
    {
        if (!folder.Pipelines.Contains(name))
        {
            return null;
        }

        var file = Path.Combine(folder.Root, name, "pipeline.json");
        return PipelineReader.TryRead(name, file, File.ReadAllBytes(file), out _)
            ?? new PipelineConfiguration { Name = name, Dataset = folder.Dataset(name) };
    }

    /// <summary>A file of the pipeline's folder; one that lies outside does not exist as far as the pipeline goes, as on S3.</summary>
    private static string? ReadInside(string root, string relative, List<ConfigurationError> unreadable)
    {
        var path = Path.GetFullPath(Path.Combine(root, relative));
        if (!path.StartsWith(Path.GetFullPath(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(path))
        {
            return null;
        }

        try
        {
            return SqlText.Decode(Relative(path), File.ReadAllBytes(path));
        }
        catch (SqlErrorException error)
        {
            unreadable.Add(new ConfigurationError(error.File, error.Line, "", error.Problem));
            return File.ReadAllText(path); // for what else is wrong in it
        }
    }

    private static string Relative(string path) => Path.GetRelativePath(Environment.CurrentDirectory, path);
}
