using Sluice.Lake.Template;

namespace Sluice.Lake.Tests.Template;

public sealed class TemplateParameterTests : IDisposable
{
    private readonly TemplateFolder folder = new();

    [Theory]
    [InlineData("{Type: String, AllowedValues: [dev, prod], Default: dev}", "prod", "prod")]
    [InlineData("{Type: String, AllowedPattern: '[a-z]+', Default: dev}", null, "dev")]
    [InlineData("{Type: Number, MinValue: 1, MaxValue: 10}", "10", "10")]
    [InlineData("{Type: AWS::SSM::Parameter::Value<String>, Default: /path}", "value", "value")]
    public void Value(string declaration, string? given, string expected) =>
        Assert.Equal(expected, folder.Load(Template(declaration), Context(given)).Outputs["Result"]);

    [Theory]
    [InlineData("{Type: String}", null, "it has no Default and no value was given. Give it: P=<value>.")]
    [InlineData("{Default: x}", null, "Type is missing.")]
    [InlineData("{Type: String, AllowedValues: [dev, prod], Default: dev}", "test", "'test' is not one of its AllowedValues: dev, prod.")]
    [InlineData("{Type: String, AllowedPattern: '[a-z]+', ConstraintDescription: small letters}", "dev1", "'dev1' does not match its AllowedPattern [a-z]+ (small letters).")]
    [InlineData("{Type: String, MinLength: 3}", "ab", "'ab' is shorter than its MinLength, 3.")]
    [InlineData("{Type: String, MaxLength: 3}", "abcd", "'abcd' is longer than its MaxLength, 3.")]
    [InlineData("{Type: Number}", "many", "'many' is not a number.")]
    [InlineData("{Type: Number, MinValue: 1}", "0.5", "0.5 is below its MinValue, 1.")]
    [InlineData("{Type: Number, MaxValue: 10}", "11", "11 is above its MaxValue, 10.")]
    [InlineData("{Type: AWS::SSM::Parameter::Value<String>, Default: /path}", null, "the lake has no Systems Manager to look its value up in. Give it: P=<value>.")]
    public void Value_Refused_OnceHoweverOftenItIsUsed(string declaration, string? given, string message) =>
        Assert.Equal([$"template.yaml:2 Parameters.P: {message}"], folder.Problems(Template(declaration), Context(given)));

    [Fact]
    public void Override_OfNothing_IsAProblem() => Assert.Equal(
        ["template.yaml:2 Parameters: a value was given for the parameter Q, which the template does not declare."],
        folder.Problems(Template("{Type: String, Default: a}"), new TemplateContext { ParameterOverrides = new Dictionary<string, string> { ["Q"] = "x" } }));

    public void Dispose() => folder.Dispose();

    private static string Template(string declaration) =>
        $"Parameters:\n  P: {declaration}\nResources: {{}}\nOutputs:\n  Result: {{Value: !Ref P}}\n  Again: {{Value: !Sub '${{P}}'}}";

    private static TemplateContext Context(string? given) =>
        new() { ParameterOverrides = given is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["P"] = given } };
}
