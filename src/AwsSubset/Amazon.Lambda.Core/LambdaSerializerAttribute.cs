#nullable disable
namespace Amazon.Lambda.Core;

/// <summary>Names the serializer of a handler, or of every handler of an assembly.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Assembly, AllowMultiple = false)]
public sealed class LambdaSerializerAttribute : Attribute
{
    /// <summary>Names <paramref name="serializerType"/> as the serializer.</summary>
    /// <param name="serializerType">A type that implements <see cref="ILambdaSerializer"/>.</param>
    public LambdaSerializerAttribute(Type serializerType) => SerializerType = serializerType;

    /// <summary>A type that implements <see cref="ILambdaSerializer"/> and has a constructor without parameters.</summary>
    public Type SerializerType { get; set; }
}
