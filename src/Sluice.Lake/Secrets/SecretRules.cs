namespace Sluice.Lake.Secrets;

/// <summary>What Secrets Manager checks of a request.</summary>
internal static class SecretRules
{
    private const int MaxNameLength = 512;
    private const int MaxValueLength = 65536;

    /// <summary>Letters, digits and <c>/_+=.@-</c>: <see href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html"/>.</summary>
    internal static void CheckName(string name)
    {
        if (name.Length is 0 or > MaxNameLength || !name.All(static letter => char.IsAsciiLetterOrDigit(letter) || "/_+=.@-".Contains(letter, StringComparison.Ordinal)))
        {
            throw SecretsErrors.InvalidParameter(
                $"The secret's name '{name}' is not valid: it has 1 to {MaxNameLength} letters, digits or characters of /_+=.@-");
        }
    }

    /// <summary>A value is text or bytes, not both, and not too long. The message never repeats it.</summary>
    internal static void CheckValue(string operation, string? text, byte[]? binary, bool required)
    {
        if (text is not null && binary is not null)
        {
            throw SecretsErrors.InvalidParameter($"{operation}: give SecretString or SecretBinary, not both.");
        }

        if (required && text is null && binary is null)
        {
            throw SecretsErrors.InvalidParameter($"{operation}: give SecretString or SecretBinary.");
        }

        if (text?.Length is 0 or > MaxValueLength || binary?.Length is 0 or > MaxValueLength)
        {
            throw SecretsErrors.InvalidParameter($"{operation}: a secret's value has 1 to {MaxValueLength} characters or bytes.");
        }
    }

    internal static void CheckToken(string? token)
    {
        if (token?.Length is < 32 or > 64)
        {
            throw SecretsErrors.InvalidParameter("ClientRequestToken has 32 to 64 characters; leave it out for one of the lake's own.");
        }
    }
}
