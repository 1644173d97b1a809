namespace Sluice.Lake.Lambda;

/// <summary>A .NET handler, <c>Assembly::Namespace.Type::Method</c>. https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Type">The type's full name.</param>
/// <param name="Method">The method.</param>
internal sealed record HandlerName(string Assembly, string Type, string Method)
{
    /// <summary>Takes a handler apart.</summary>
    /// <exception cref="LambdaValidationException">It is not of that form.</exception>
    public static HandlerName Parse(string handler) =>
        handler.Split("::") is [{ Length: > 0 } assembly, { Length: > 0 } type, { Length: > 0 } method]
            ? new HandlerName(assembly, type, method)
            : throw new LambdaValidationException(
                $"Invalid lambda function handler: '{handler}'. The valid format is 'ASSEMBLY::TYPE::METHOD'.");

    /// <summary>
    /// The function's own class when the type is one that Amazon.Lambda.Annotations generates
    /// (<c>StartCrawler_Handle_Generated</c> for <c>StartCrawler.Handle</c>), else null.
    /// </summary>
    public string? AnnotatedType()
    {
        var suffix = $"_{Method}_Generated";
        return Type.EndsWith(suffix, StringComparison.Ordinal) ? Type[..^suffix.Length] : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Assembly}::{Type}::{Method}";
}
