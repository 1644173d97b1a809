using Sluice.Lake.Template.Resources;

namespace Sluice.Lake.Template;

/// <summary>Functions and state machines.</summary>
internal sealed partial class ResourceReader
{
    private void ReadFunction(ResourceDeclaration resource, PropertyReader properties)
    {
        properties.Text("FunctionName");
        properties.Text("CodeUri");
        properties.Ignore(
            "Architectures", "CodeSigningConfigArn", "DeadLetterQueue", "EphemeralStorage", "EventInvokeConfig", "KmsKeyArn", "LoggingConfig",
            "PermissionsBoundary", "PropagateTags", "ReservedConcurrentExecutions", "Role", "RuntimeManagementConfig", "SnapStart", "Tracing");
        if (properties.Text("PackageType") is { } package && package != "Zip")
        {
            properties.Problem("PackageType", $"the lake runs functions of type Zip, not {package}.");
        }

        var environment = new Dictionary<string, string>();
        if (properties.Map("Environment") is { } wrapper)
        {
            environment = new Dictionary<string, string>(wrapper.TextMap("Variables"), StringComparer.Ordinal);
            wrapper.RefuseRest(resource.Type);
        }

        var timeout = properties.Integer("Timeout") ?? 3;
        if (timeout is < 1 or > 900)
        {
            properties.Problem("Timeout", $"must be from 1 to 900 seconds, not {timeout}.");
        }

        var memory = properties.Integer("MemorySize") ?? 128;
        if (memory is < 128 or > 10_240)
        {
            properties.Problem("MemorySize", $"must be from 128 to 10240 MB, not {memory}.");
            memory = 128;
        }

        var name = resolver.NameOf(resource);
        var function = new FunctionResource
        {
            LogicalId = resource.LogicalId,
            Name = name,
            Arn = context.Identity.Arn("lambda", $"function:{name}"),
            Handler = properties.RequiredText("Handler"),
            Runtime = properties.Text("Runtime") ?? "dotnet10",
            Description = properties.Text("Description"),
            Timeout = TimeSpan.FromSeconds(timeout),
            MemorySize = (int)memory,
            Environment = environment,
            Policies = properties.Json("Policies"),
        };
        if (!function.Runtime.StartsWith("dotnet", StringComparison.Ordinal))
        {
            properties.Problem("Runtime", $"the lake runs .NET functions in its own process, not {function.Runtime}.");
        }

        functions.Add(function);
        ReadEvents(resource, properties, function.Arn);
    }

    private void ReadStateMachine(ResourceDeclaration resource, PropertyReader properties)
    {
        properties.Text("Name");
        properties.Ignore("Logging", "PermissionsBoundary", "Policies", "PropagateTags", "RolePath", "Tracing");
        var name = resolver.NameOf(resource);
        var arn = context.Identity.Arn("states", $"stateMachine:{name}");
        var type = properties.Text("Type") ?? "STANDARD";
        if (type is not ("STANDARD" or "EXPRESS"))
        {
            properties.Problem("Type", $"must be STANDARD or EXPRESS, not {type}.");
        }

        var substitutions = properties.TextMap("DefinitionSubstitutions");
        var inline = properties.Json("Definition");
        var uri = properties.Text("DefinitionUri");
        if ((inline is null) == (uri is null))
        {
            problems.Add(resource.Line, "a state machine has either Definition or DefinitionUri.");
            return;
        }

        var path = uri is null ? templatePath : Path.Combine(Path.GetDirectoryName(templatePath)!, uri); // the template is a file, so it lies in a folder
        var definition = inline is not null
            ? DefinitionFile.Substitute(inline, substitutions, message => properties.Problem("Definition", message))
            : DefinitionFile.Read(path, substitutions, properties.LineOf("DefinitionUri"), problems);
        stateMachines.Add(new StateMachineResource
        {
            LogicalId = resource.LogicalId,
            Name = name,
            Arn = arn,
            Type = type,
            RoleArn = properties.Text("Role") ?? $"arn:{Hosting.LakeIdentity.Partition}:iam::{context.Identity.AccountId}:role/{context.StackName}-{resource.LogicalId}Role",
            DefinitionPath = path,
            Definition = definition,
        });
        ReadEvents(resource, properties, arn);
    }
}
