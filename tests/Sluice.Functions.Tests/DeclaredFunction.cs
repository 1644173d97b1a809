using System.Reflection;
using Amazon.Lambda.Annotations;

namespace Sluice.Functions.Tests;

/// <summary>A class of Sluice.Functions with a [LambdaFunction] handler.</summary>
internal sealed record DeclaredFunction(Type Class, MethodInfo Handler, LambdaFunctionAttribute Attribute)
{
    public static IReadOnlyList<DeclaredFunction> All { get; } =
        [.. from type in typeof(Startup).Assembly.GetTypes()
            from method in type.GetMethods()
            let attribute = method.GetCustomAttribute<LambdaFunctionAttribute>()
            where attribute is not null
            orderby type.Name
            select new DeclaredFunction(type, method, attribute)];

    public Type Input => Handler.GetParameters()[0].ParameterType;

    public Type Output => Handler.ReturnType.GetGenericArguments()[0];

    /// <summary>The handler that Amazon.Lambda.Annotations generates.</summary>
    public string HandlerString =>
        $"{Class.Assembly.GetName().Name}::{Class.FullName}_{Handler.Name}_Generated::{Handler.Name}";
}
