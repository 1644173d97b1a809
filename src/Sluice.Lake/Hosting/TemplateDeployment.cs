using System.Text.Json.Nodes;
using Sluice.Lake.Athena;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Protocol;
using Sluice.Lake.S3;
using Sluice.Lake.Secrets;
using Sluice.Lake.StepFunctions;
using Sluice.Lake.Template;
using Sluice.Lake.Template.Resources;

namespace Sluice.Lake.Hosting;

/// <summary>
/// Stands up what the template declares, and brings what is there already up to date. Nothing is removed: a bucket that left
/// the template keeps its objects, as a deployment would keep it.
/// </summary>
internal sealed class TemplateDeployment(
    LakeTemplate template, IObjectStore objects, IGlueCatalog catalog, IJsonService glue, AthenaService athena,
    SecretsService secrets, StepFunctionsService executions)
{
    /// <summary>Carries it out.</summary>
    /// <exception cref="TemplateException">A service refuses what the template declares.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var problems = new List<TemplateProblem>();
        foreach (var bucket in template.Buckets)
        {
            await TryAsync(problems, bucket.LogicalId, () => Done(() => objects.EnsureBucket(bucket.Name)));
        }

        foreach (var database in template.Databases)
        {
            await TryAsync(problems, database.Name, () => Done(() => Put(database)));
        }

        foreach (var table in template.Tables)
        {
            await TryAsync(problems, $"{table.DatabaseName}.{table.Name}", () => Done(() => Put(table)));
        }

        foreach (var secret in template.Secrets)
        {
            await TryAsync(problems, secret.LogicalId, () => Done(() => secrets.Ensure(secret)));
        }

        foreach (var connection in template.Connections)
        {
            await TryAsync(problems, connection.LogicalId, () => PutAsync(connection, cancellationToken));
        }

        foreach (var crawler in template.Crawlers)
        {
            await TryAsync(problems, crawler.LogicalId, () => PutAsync(crawler, cancellationToken));
        }

        foreach (var job in template.Jobs)
        {
            await TryAsync(problems, job.LogicalId, () => PutAsync(job, cancellationToken));
        }

        foreach (var workGroup in template.WorkGroups)
        {
            await TryAsync(problems, workGroup.LogicalId, () => Done(() => athena.CreateWorkGroup(
                workGroup.Name, workGroup.OutputLocation, workGroup.EnforceWorkGroupConfiguration, workGroup.BytesScannedCutoffPerQuery, workGroup.Description)));
        }

        foreach (var machine in template.StateMachines)
        {
            await TryAsync(problems, machine.LogicalId, () => Done(() =>
                executions.UpsertStateMachine(machine.Name, machine.Definition, machine.RoleArn, machine.Type)), machine.DefinitionPath);
        }

        if (problems.Count > 0)
        {
            throw new TemplateException(problems);
        }
    }

    private async Task TryAsync(List<TemplateProblem> problems, string where, Func<Task> stand, string? file = null)
    {
        try
        {
            await stand();
        }
        catch (AwsServiceException exception)
        {
            problems.Add(new TemplateProblem(file ?? template.Path, 1, $"Resources.{where}", $"{exception.Code}: {exception.Message}"));
        }
    }

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private void Put(GlueDatabase database)
    {
        if (catalog.FindDatabase(database.Name) is not { } existing)
        {
            catalog.CreateDatabase(database);
        }
        else if ((existing.Description, existing.LocationUri) != (database.Description, database.LocationUri))
        {
            catalog.UpdateDatabase(database.Name, database);
        }
    }

    private void Put(GlueTable table)
    {
        if (catalog.FindTable(table.DatabaseName, table.Name) is null)
        {
            catalog.CreateTable(table);
        }
        else
        {
            catalog.UpdateTable(table);
        }
    }

    private async Task PutAsync(CrawlerResource crawler, CancellationToken cancellationToken)
    {
        try
        {
            await glue.InvokeAsync("CreateCrawler", (JsonObject)crawler.Request.DeepClone(), cancellationToken);
        }
        catch (AwsServiceException exception) when (exception.Code == "AlreadyExistsException")
        {
            await glue.InvokeAsync("UpdateCrawler", (JsonObject)crawler.Request.DeepClone(), cancellationToken);
        }
    }

    private async Task PutAsync(ConnectionResource connection, CancellationToken cancellationToken)
    {
        var create = new JsonObject { ["ConnectionInput"] = connection.Input.DeepClone() };
        try
        {
            await glue.InvokeAsync("CreateConnection", create, cancellationToken);
        }
        catch (AwsServiceException exception) when (exception.Code == "AlreadyExistsException")
        {
            var update = new JsonObject { ["Name"] = connection.Name, ["ConnectionInput"] = connection.Input.DeepClone() };
            await glue.InvokeAsync("UpdateConnection", update, cancellationToken);
        }
    }

    private async Task PutAsync(JobResource job, CancellationToken cancellationToken)
    {
        try
        {
            await glue.InvokeAsync("CreateJob", (JsonObject)job.Request.DeepClone(), cancellationToken);
        }
        catch (AwsServiceException exception) when (exception.Code == "AlreadyExistsException")
        {
            var update = (JsonObject)job.Request.DeepClone();
            update.Remove("Name");
            await glue.InvokeAsync("UpdateJob", new JsonObject { ["JobName"] = job.Name, ["JobUpdate"] = update }, cancellationToken);
        }
    }
}
