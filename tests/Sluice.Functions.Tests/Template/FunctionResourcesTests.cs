namespace Sluice.Functions.Tests.Template;

/// <summary>template.yaml is written by hand: it and the [LambdaFunction] attributes say the same.</summary>
public sealed class FunctionResourcesTests
{
    [Fact]
    public void EveryAttribute_HasItsResource_AndEveryResourceItsAttribute() => Assert.Equal(
        DeclaredFunction.All.Select(static function => function.Attribute.ResourceName).Order(StringComparer.Ordinal),
        ReadTemplate.Value.Functions.Select(static function => function.LogicalId).Order(StringComparer.Ordinal));

    [Fact]
    public void Handler_Memory_AndTimeout_AreThoseOfTheAttribute() => Assert.All(DeclaredFunction.All, static function =>
    {
        var resource = ReadTemplate.Value.Functions.Single(resource => resource.LogicalId == function.Attribute.ResourceName);
        Assert.Equal(function.HandlerString, resource.Handler);
        Assert.Equal((int)function.Attribute.MemorySize, resource.MemorySize);
        Assert.Equal(TimeSpan.FromSeconds(function.Attribute.Timeout), resource.Timeout);
        Assert.Equal("dotnet10", resource.Runtime);
        Assert.Equal($"sluice-dev-{function.Class.Name}", resource.Name);
    });

    // https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html: Handler, at most 128 characters; one to spare.
    [Fact]
    public void Handler_IsNoLongerThanLambdaTakes() =>
        Assert.All(DeclaredFunction.All, static function => Assert.InRange(function.HandlerString.Length, 1, 127));

    [Fact]
    public void Environment_HasAllThatFunctionsRead() => Assert.All(ReadTemplate.Value.Functions, static function =>
    {
        var settings = FunctionSettings.Read(name => function.Environment.GetValueOrDefault(name));
        Assert.Equal("sluice-landing-000000000000-dev", settings.Environment.LandingBucket);
        Assert.Equal("landing_db_dev", settings.Environment.LandingDatabase);
        Assert.Equal("sluice-assets-000000000000-dev", settings.AssetsBucket);
        Assert.Equal("sluice-dev", settings.WorkGroup);
    });
}
