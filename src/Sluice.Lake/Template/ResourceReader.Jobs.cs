using System.Text.Json.Nodes;
using Sluice.Lake.Template.Resources;

namespace Sluice.Lake.Template;

/// <summary>Glue jobs.</summary>
internal sealed partial class ResourceReader
{
    private readonly List<JobResource> jobs = [];

    private void ReadJob(ResourceDeclaration resource, PropertyReader properties)
    {
        var name = resolver.NameOf(resource);
        var request = new JsonObject { ["Name"] = name };
        properties.Text("Name");
        properties.Ignore("LogUri"); // reserved by Glue
        foreach (var member in (ReadOnlySpan<string>)["Role", "Description", "WorkerType", "GlueVersion", "ExecutionClass", "SecurityConfiguration"])
        {
            if (properties.Text(member) is { } value)
            {
                request[member] = value;
            }
        }

        foreach (var member in (ReadOnlySpan<string>)["MaxRetries", "Timeout", "NumberOfWorkers", "MaxCapacity"])
        {
            if (properties.Integer(member) is { } value)
            {
                request[member] = value;
            }
        }

        foreach (var member in (ReadOnlySpan<string>)["DefaultArguments", "NonOverridableArguments"])
        {
            // CloudFormation takes an argument of any scalar type; the API takes text.
            if (properties.TextMap(member) is { Count: > 0 } arguments)
            {
                request[member] = new JsonObject(arguments.Select(static argument => KeyValuePair.Create(argument.Key, (JsonNode?)argument.Value)));
            }
        }

        if (properties.Map("Command") is { } command)
        {
            var inner = new JsonObject();
            foreach (var member in (ReadOnlySpan<string>)["Name", "ScriptLocation", "PythonVersion", "Runtime"])
            {
                if (command.Text(member) is { } value)
                {
                    inner[member] = value;
                }
            }

            request["Command"] = inner;
            command.RefuseRest(resource.Type);
        }

        if (properties.Map("ExecutionProperty") is { } execution)
        {
            request["ExecutionProperty"] = new JsonObject { ["MaxConcurrentRuns"] = execution.Integer("MaxConcurrentRuns") };
            execution.RefuseRest(resource.Type);
        }

        if (properties.Map("NotificationProperty") is { } notification)
        {
            request["NotificationProperty"] = new JsonObject { ["NotifyDelayAfter"] = notification.Integer("NotifyDelayAfter") };
            notification.RefuseRest(resource.Type);
        }

        if (properties.Map("Connections") is { } connections)
        {
            request["Connections"] = new JsonObject
            {
                ["Connections"] = new JsonArray(connections.Texts("Connections").Select(static item => (JsonNode)item).ToArray()),
            };
            connections.RefuseRest(resource.Type);
        }

        jobs.Add(new JobResource(resource.LogicalId, name, request));
    }
}
