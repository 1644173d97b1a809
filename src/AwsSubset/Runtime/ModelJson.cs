using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;

namespace Sluice.AwsSubset;

/// <summary>
/// AWS's JSON over the model types themselves, in place of a marshaller for each: nulls left out, timestamps as epoch
/// seconds, enumerations as text, members that this version does not know ignored.
/// </summary>
internal static class ModelJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new EpochSecondsConverter(), new ConstantClassConverterFactory() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver
        {
            Modifiers = { LeaveOutWhatIsNotOfTheModel, FillIdempotencyTokens },
        },
    };

    // AWSSDK.Core's own properties of requests and responses (HttpStatusCode, ResponseMetadata ...) are not on the wire.
    private static void LeaveOutWhatIsNotOfTheModel(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].DeclaringType.Assembly == typeof(AmazonWebServiceRequest).Assembly)
            {
                type.Properties.RemoveAt(i);
            }
        }
    }

    private static void FillIdempotencyTokens(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AttributeProvider?.IsDefined(typeof(IdempotencyTokenAttribute), inherit: false) == true
                && property.Get is { } get)
            {
                property.Get = request => get(request) ?? Guid.NewGuid().ToString();
            }
        }
    }
}
