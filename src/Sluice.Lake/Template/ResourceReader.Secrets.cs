using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Lake.Template.Resources;

namespace Sluice.Lake.Template;

/// <summary>Secrets, and the connections that use them.</summary>
internal sealed partial class ResourceReader
{
    private void ReadSecret(ResourceDeclaration resource, PropertyReader properties)
    {
        properties.Text("Name");
        properties.Ignore("KmsKeyId", "ReplicaRegions");
        var secret = new SecretResource
        {
            LogicalId = resource.LogicalId,
            Name = resolver.NameOf(resource),
            Description = properties.Text("Description"),
            SecretString = properties.Text("SecretString"),
        };
        if (properties.Map("GenerateSecretString") is { } generate)
        {
            // The lake's passwords are letters and digits, which every rule about further characters allows.
            generate.Ignore(
                "ExcludeCharacters", "ExcludeLowercase", "ExcludeNumbers", "ExcludePunctuation", "ExcludeUppercase", "IncludeSpace",
                "RequireEachIncludedType");
            var template = generate.Text("SecretStringTemplate");
            if (template is not null && !IsObject(template))
            {
                generate.Problem("SecretStringTemplate", "must be a JSON object, such as {\"username\":\"sluice\"}.");
                template = null;
            }

            secret = secret with
            {
                GeneratedKey = generate.RequiredText("GenerateStringKey"),
                GeneratedTemplate = template,
                GeneratedLength = (int)Math.Clamp(generate.Integer("PasswordLength") ?? secret.GeneratedLength, 1, 4096),
            };
            generate.RefuseRest(resource.Type);
        }

        secrets.Add(secret);
    }

    private void ReadConnection(ResourceDeclaration resource, PropertyReader properties)
    {
        CheckCatalog(properties);
        if (properties.Json("ConnectionInput") is not JsonObject input)
        {
            problems.Add(resource.Line, "ConnectionInput is missing.");
            return;
        }

        var name = resolver.NameOf(resource);
        input["Name"] = name;
        connections.Add(new ConnectionResource(resource.LogicalId, name, input));
    }

    private static bool IsObject(string json)
    {
        try
        {
            return JsonNode.Parse(json) is JsonObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
