using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Sluice.AwsSubset;

/// <summary>Turns an error answer into the service's exception of that name, or its general one.</summary>
/// <param name="general">The exception for errors that have none of their own.</param>
/// <param name="modelNamespace">Where the service's exceptions are.</param>
internal sealed class JsonErrors(Type general, string modelNamespace)
{
    public AmazonServiceException Read(JsonUnmarshallerContext context, Exception? inner, HttpStatusCode status)
    {
        var reader = new StreamingUtf8JsonReader(context.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(context, ref reader);
        var named = general.Assembly.GetType($"{modelNamespace}.{error.Code}");
        var type = named is not null && named.IsSubclassOf(general) ? named : general;
        var exception = (AmazonServiceException)Activator.CreateInstance(
            type, error.Message, inner, error.Type, error.Code, error.RequestId, status)!;
        ReadMembers(exception, context.GetResponseBodyBytes());
        return exception;
    }

    /// <summary>An exception's own members, such as Athena's AthenaErrorCode.</summary>
    private static void ReadMembers(AmazonServiceException exception, byte[]? body)
    {
        var members = exception.GetType().GetProperties()
            .Where(property => property.DeclaringType!.Assembly == typeof(JsonErrors).Assembly)
            .ToList();
        if (members.Count == 0 || body is not { Length: > 0 })
        {
            return;
        }

        using var document = JsonDocument.Parse(body);
        foreach (var member in members)
        {
            if (document.RootElement.TryGetProperty(member.Name, out var value))
            {
                member.SetValue(exception, value.Deserialize(member.PropertyType, ModelJson.Options));
            }
        }
    }
}
