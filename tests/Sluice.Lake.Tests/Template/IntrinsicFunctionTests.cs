using Sluice.Lake.Template;

namespace Sluice.Lake.Tests.Template;

public sealed class IntrinsicFunctionTests : IDisposable
{
    private const string Preamble = """
        Parameters:
          Stage: {Type: String, Default: dev}
          Zones: {Type: CommaDelimitedList, Default: 'a, b'}
          Size: {Type: Number, Default: 12}
        Mappings:
          Stages:
            dev: {Name: development}
        Conditions:
          IsDev: !Equals [!Ref Stage, dev]
          IsProd: !Not [!Condition IsDev]
          Both: !And [!Condition IsDev, !Equals [a, a]]
          Either: !Or [!Condition IsProd, !Equals [a, b]]
        Resources:
          Landing: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub 'landing-${AWS::AccountId}-${Stage}'}}
          Unnamed: {Type: AWS::S3::Bucket}
          Start:
            Type: AWS::Serverless::Function
            Properties: {FunctionName: !Sub '${Stage}-Start', Handler: 'A::B::C', Runtime: dotnet10}
          Machine:
            Type: AWS::Serverless::StateMachine
            Properties: {Name: etl, Definition: {StartAt: A}}
          Role: {Type: AWS::IAM::Role, Properties: {RoleName: crawler}}
          Group: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /aws/x}}
          Prod: {Type: AWS::S3::Bucket, Condition: IsProd}
        Outputs:

        """;

    private readonly TemplateFolder folder = new();

    [Theory]
    [InlineData("!Ref Stage", "dev")]
    [InlineData("{Ref: Stage}", "dev")]
    [InlineData("!Ref Size", "12")]
    [InlineData("!Ref AWS::Region", "eu-west-1")]
    [InlineData("!Ref AWS::AccountId", "000000000000")]
    [InlineData("!Ref AWS::StackName", "sluice")]
    [InlineData("!Ref AWS::URLSuffix", "amazonaws.com")]
    [InlineData("!Ref Landing", "landing-000000000000-dev")]
    [InlineData("!Ref Unnamed", "sluice-unnamed-000000000000")]
    [InlineData("!GetAtt Landing.Arn", "arn:aws:s3:::landing-000000000000-dev")]
    [InlineData("{'Fn::GetAtt': [Landing, Arn]}", "arn:aws:s3:::landing-000000000000-dev")]
    [InlineData("!Ref Start", "dev-Start")]
    [InlineData("!GetAtt Start.Arn", "arn:aws:lambda:eu-west-1:000000000000:function:dev-Start")]
    [InlineData("!GetAtt StartRole.Arn", "arn:aws:iam::000000000000:role/sluice-StartRole")]
    [InlineData("!Ref Machine", "arn:aws:states:eu-west-1:000000000000:stateMachine:etl")]
    [InlineData("!GetAtt Machine.Name", "etl")]
    [InlineData("!GetAtt Role.Arn", "arn:aws:iam::000000000000:role/crawler")]
    [InlineData("!GetAtt Group.Arn", "arn:aws:logs:eu-west-1:000000000000:log-group:/aws/x:*")]
    [InlineData("!Sub '${Landing.Arn}/*'", "arn:aws:s3:::landing-000000000000-dev/*")]
    [InlineData("!Sub 'arn:${AWS::Partition}:s3:::${!Literal}'", "arn:aws:s3:::${Literal}")]
    [InlineData("!Sub ['${A}-${Stage}', {A: !Ref Size}]", "12-dev")]
    [InlineData("!Join ['-', [a, !Ref Stage, !Ref AWS::NoValue]]", "a-dev")]
    [InlineData("!Join ['+', !Ref Zones]", "a+b")]
    [InlineData("!Select [1, !Ref Zones]", "b")]
    [InlineData("!Select [2, !Split ['/', 'a/b/c']]", "c")]
    [InlineData("!FindInMap [Stages, !Ref Stage, Name]", "development")]
    [InlineData("!If [IsDev, yes, no]", "yes")]
    [InlineData("!If [IsProd, !Ref Prod, no]", "no")]
    [InlineData("!If [Both, yes, no]", "yes")]
    [InlineData("!If [Either, yes, no]", "no")]
    [InlineData("!Base64 abc", "YWJj")]
    public void Resolves(string expression, string expected) =>
        Assert.Equal(expected, folder.Load($"{Preamble}  Result: {{Value: {expression}}}").Outputs["Result"]);

    [Theory]
    [InlineData("!Ref Landnig", "'Landnig' is neither a parameter nor a resource of this template.")]
    [InlineData("!Ref Prod", "'Prod' is referred to, but its condition IsProd does not hold.")]
    [InlineData("!GetAtt Landing.Colour", "the lake does not know the attribute Colour of Landing (AWS::S3::Bucket).")]
    [InlineData("!ImportValue x", "Fn::ImportValue: the lake has no other stacks to import from. Make it a parameter.")]
    [InlineData("!GetAZs ''", "the lake does not support Fn::GetAZs.")]
    [InlineData("!Select [2, !Ref Zones]", "Fn::Select: there is no item 2; the list has 2, counted from 0.")]
    [InlineData("!FindInMap [Stages, prod, Name]", "Fn::FindInMap: Mappings has no Stages.prod.Name.")]
    [InlineData("!If [IsTest, a, b]", "there is no condition 'IsTest' in Conditions.")]
    [InlineData("!Ref AWS::Nothing", "the lake does not know the pseudo parameter AWS::Nothing.")]
    [InlineData("!Join [a]", "Fn::Join takes a list of 2 items.")]
    [InlineData("!Ref Zones", "Value must be text, not a list.")]
    public void Refuses_WithLineAndName(string expression, string message) =>
        Assert.Equal([$"template.yaml:27 Outputs.Result: {message}"], folder.Problems($"{Preamble}  Result:\n    Value: {expression}"));

    [Fact]
    public void Refuses_NamesThatReferToThemselves() => Assert.Equal(
        ["template.yaml:2 Resources.B: the name of B refers to itself.", "template.yaml:3 Resources.A: the name of A refers to itself."],
        folder.Problems("Resources:\n  A: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref B}}\n  B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref A}}"));

    public void Dispose() => folder.Dispose();
}
