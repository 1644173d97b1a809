using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Sluice.Lake.Template.Resources;

/// <summary>A secret.</summary>
public sealed record SecretResource
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Its name in the template.</summary>
    public required string LogicalId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its description.</summary>
    public string? Description { get; init; }

    /// <summary>The value that the template gives it.</summary>
    public string? SecretString { get; init; }

    /// <summary>The member of <see cref="GeneratedTemplate"/> that a password is made for; null when none is.</summary>
    public string? GeneratedKey { get; init; }

    /// <summary>The JSON object that the password is put into.</summary>
    public string? GeneratedTemplate { get; init; }

    /// <summary>How long the password is.</summary>
    public int GeneratedLength { get; init; } = 32;

    /// <summary>The value that it begins with: as given, or a password that nobody has seen. Null for none.</summary>
    public string? InitialValue()
    {
        if (GeneratedKey is null)
        {
            return SecretString;
        }

        var value = JsonNode.Parse(GeneratedTemplate ?? "{}")!.AsObject(); // the template's reader has checked that it is an object
        value[GeneratedKey] = RandomNumberGenerator.GetString(Alphabet, GeneratedLength);
        return value.ToJsonString();
    }

    /// <summary>Never the value.</summary>
    public override string ToString() => $"secret {Name}";
}
