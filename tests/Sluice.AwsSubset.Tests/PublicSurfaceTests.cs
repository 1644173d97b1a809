using System.Collections;
using System.Reflection;
using Amazon.Glue;
using Amazon.Runtime;

namespace Sluice.AwsSubset.Tests;

/// <summary>Functions are compiled against this and against the official packages, so nothing here may differ.</summary>
public sealed class PublicSurfaceTests
{
    private static readonly Assembly Subset = typeof(IAmazonGlue).Assembly;

    public static TheoryData<string, string, string> OfficialMembers()
    {
        using var file = new StreamReader(
            typeof(PublicSurfaceTests).Assembly.GetManifestResourceStream("OfficialMembers.txt")!);
        var members = new TheoryData<string, string, string>();
        foreach (var line in file.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var type = line[..line.IndexOf(' ', StringComparison.Ordinal)];
            var member = line[(type.Length + 1)..];
            var end = member.Contains(')', StringComparison.Ordinal)
                ? member.LastIndexOf(')') + 1
                : member.IndexOf(' ', StringComparison.Ordinal);
            members.Add(type, member[..end], member[end..].Trim());
        }

        return members;
    }

    [Theory]
    [MemberData(nameof(OfficialMembers))]
    public void A_member_has_the_official_type(string type, string member, string memberType)
    {
        var found = Subset.GetType(type, throwOnError: true)!
            .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(m => Name(m) == member)
            .ToList();

        Assert.Equal(memberType, TypeOf(Assert.Single(found)));
    }

    [Fact]
    public void Every_public_type_is_in_a_namespace_of_the_official_packages()
    {
        string[] namespaces =
        [
            "Amazon.Lambda.Core", "Amazon.Lambda.Annotations", "Amazon.Lambda.Serialization.SystemTextJson",
            "AWS.Lambda.Powertools.Common", "AWS.Lambda.Powertools.Logging", "Amazon.Glue", "Amazon.Glue.Model",
            "Amazon.Athena", "Amazon.Athena.Model",
        ];

        Assert.Equal(
            namespaces.Order(StringComparer.Ordinal),
            Subset.GetExportedTypes().Select(type => type.Namespace!).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Values_and_collections_of_models_may_be_null()
    {
        var models = Subset.GetExportedTypes().Where(type => type.Namespace!.EndsWith(".Model", StringComparison.Ordinal));
        foreach (var model in models.Where(type => !type.IsSubclassOf(typeof(Exception))))
        {
            var fresh = Activator.CreateInstance(model)!;
            foreach (var property in model.GetProperties().Where(property => property.DeclaringType!.Assembly == Subset))
            {
                Assert.True(property.CanWrite, $"{model}.{property.Name} cannot be set.");
                Assert.True(property.GetValue(fresh) is null, $"{model}.{property.Name} is not null to begin with.");
                Assert.True(
                    property.PropertyType == typeof(string)
                        || !property.PropertyType.IsAssignableTo(typeof(IEnumerable))
                        || property.PropertyType.GetGenericTypeDefinition() == typeof(List<>)
                        || property.PropertyType.GetGenericTypeDefinition() == typeof(Dictionary<,>),
                    $"{model}.{property.Name} is neither a List nor a Dictionary.");
            }
        }
    }

    [Fact]
    public void Requests_answers_and_errors_have_the_official_bases()
    {
        foreach (var type in Subset.GetExportedTypes().Where(type => type.Namespace!.EndsWith(".Model", StringComparison.Ordinal)))
        {
            var service = type.Namespace!.Split('.')[1];
            var expected = type.Name switch
            {
                var name when name == $"Amazon{service}Request" => typeof(AmazonWebServiceRequest),
                var name when name.EndsWith("Request", StringComparison.Ordinal) =>
                    Subset.GetType($"{type.Namespace}.Amazon{service}Request")!,
                var name when name.EndsWith("Response", StringComparison.Ordinal) => typeof(AmazonWebServiceResponse),
                var name when name.EndsWith("Exception", StringComparison.Ordinal) =>
                    Subset.GetType($"Amazon.{service}.Amazon{service}Exception")!,
                _ => typeof(object),
            };
            Assert.Equal(expected, type.BaseType);
        }
    }

    private static string Name(MemberInfo member) => member is MethodBase method
        ? $"{method.Name}({string.Join(", ", method.GetParameters().Select(p => CSharp(p.ParameterType)))})"
        : member.Name;

    private static string TypeOf(MemberInfo member) => member switch
    {
        PropertyInfo property => CSharp(property.PropertyType),
        FieldInfo field => CSharp(field.FieldType),
        MethodInfo method => CSharp(method.ReturnType),
        _ => "",
    };

    private static string CSharp(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return CSharp(value) + "?";
        }

        if (type.IsArray)
        {
            return CSharp(type.GetElementType()!) + "[]";
        }

        if (type.IsGenericType)
        {
            return $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(CSharp))}>";
        }

        return type.Name switch
        {
            "String" => "string",
            "Object" => "object",
            "Boolean" => "bool",
            "Int32" => "int",
            "UInt32" => "uint",
            "Int64" => "long",
            "Double" => "double",
            "Void" => "void",
            var name => name,
        };
    }
}
