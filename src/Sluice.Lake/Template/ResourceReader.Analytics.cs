using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Protocol;
using Sluice.Lake.Template.Resources;

namespace Sluice.Lake.Template;

/// <summary>Glue and Athena.</summary>
internal sealed partial class ResourceReader
{
    private void ReadDatabase(ResourceDeclaration resource, PropertyReader properties)
    {
        CheckCatalog(properties);
        if (properties.Map("DatabaseInput") is not { } input)
        {
            problems.Add(resource.Line, "DatabaseInput is missing.");
            return;
        }

        input.Text("Name");
        databases.Add(new GlueDatabase
        {
            Name = resolver.NameOf(resource),
            Description = input.Text("Description"),
            LocationUri = input.Text("LocationUri"),
            Parameters = input.Has("Parameters") ? input.TextMap("Parameters") : null,
        });
        input.RefuseRest(resource.Type);
    }

    private void ReadTable(ResourceDeclaration resource, PropertyReader properties)
    {
        CheckCatalog(properties);
        var database = properties.RequiredText("DatabaseName");
        if (properties.Json("TableInput") is not JsonObject input)
        {
            problems.Add(resource.Line, "TableInput is missing.");
            return;
        }

        input["Name"] = resolver.NameOf(resource);
        input["DatabaseName"] = database;
        try
        {
            tables.Add(input.Deserialize<GlueTable>(AwsJson.Options)!); // an object never reads as null
        }
        catch (JsonException exception)
        {
            properties.Problem("TableInput", AwsJson.Explain(exception));
        }
    }

    private void ReadCrawler(ResourceDeclaration resource, PropertyReader properties)
    {
        var name = resolver.NameOf(resource);
        var request = new JsonObject { ["Name"] = name };
        properties.Text("Name");
        foreach (var member in (ReadOnlySpan<string>)["Role", "DatabaseName", "Description", "TablePrefix", "Configuration", "CrawlerSecurityConfiguration"])
        {
            if (properties.Text(member) is { } value)
            {
                request[member] = value;
            }
        }

        foreach (var member in (ReadOnlySpan<string>)["Targets", "SchemaChangePolicy", "RecrawlPolicy", "LakeFormationConfiguration"])
        {
            if (properties.Json(member) is { } value)
            {
                request[member] = value;
            }
        }

        if (properties.Texts("Classifiers") is { Count: > 0 } classifiers)
        {
            request["Classifiers"] = new JsonArray(classifiers.Select(static item => (JsonNode)item).ToArray());
        }

        if (properties.Map("Schedule") is { } schedule)
        {
            // CloudFormation wraps what the API takes as text.
            request["Schedule"] = schedule.Text("ScheduleExpression");
            schedule.RefuseRest(resource.Type);
        }

        crawlers.Add(new CrawlerResource(resource.LogicalId, name, request));
    }

    private void ReadWorkGroup(ResourceDeclaration resource, PropertyReader properties)
    {
        properties.RequiredText("Name");
        properties.Ignore("RecursiveDeleteOption");
        var workGroup = new WorkGroupResource
        {
            LogicalId = resource.LogicalId,
            Name = resolver.NameOf(resource),
            Description = properties.Text("Description"),
        };
        if (properties.Text("State") is { } state && state != "ENABLED")
        {
            properties.Problem("State", $"the lake's work groups are ENABLED, not {state}.");
        }

        if (properties.Map("WorkGroupConfiguration") is { } configuration)
        {
            configuration.Ignore("PublishCloudWatchMetricsEnabled", "RequesterPaysEnabled");
            string? outputLocation = null;
            if (configuration.Map("ResultConfiguration") is { } result)
            {
                outputLocation = result.Text("OutputLocation");
                result.Ignore("EncryptionConfiguration", "ExpectedBucketOwner", "AclConfiguration");
                result.RefuseRest(resource.Type);
            }

            string? engineVersion = null;
            if (configuration.Map("EngineVersion") is { } engine)
            {
                engineVersion = engine.Text("SelectedEngineVersion");
                if (engineVersion is not (null or "AUTO" or "Athena engine version 3"))
                {
                    engine.Problem("SelectedEngineVersion", $"the lake is Athena engine version 3, not {engineVersion}.");
                }

                engine.Ignore("EffectiveEngineVersion");
                engine.RefuseRest(resource.Type);
            }

            workGroup = workGroup with
            {
                EnforceWorkGroupConfiguration = configuration.Boolean("EnforceWorkGroupConfiguration") ?? true,
                BytesScannedCutoffPerQuery = configuration.Integer("BytesScannedCutoffPerQuery"),
                OutputLocation = outputLocation,
                EngineVersion = engineVersion,
            };
            configuration.RefuseRest(resource.Type);
        }

        workGroups.Add(workGroup);
    }

    private void CheckCatalog(PropertyReader properties)
    {
        if (properties.Text("CatalogId") is { } catalog && catalog != context.Identity.AccountId)
        {
            properties.Problem("CatalogId", $"the lake has one catalog, {context.Identity.AccountId}, not {catalog}. Use !Ref AWS::AccountId.");
        }
    }
}
