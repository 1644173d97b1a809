using YamlDotNet.RepresentationModel;

namespace Sluice.Functions.Tests.Template;

/// <summary>What roles may do, and to what.</summary>
public sealed class LeastPrivilegeTests
{
    // Those for which AWS defines no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
    private static readonly HashSet<string> WithoutResource =
    [
        "cloudwatch:PutMetricData", "glue:CreateCrawler", "glue:GetCrawlerMetrics",
        "ec2:DescribeNetworkInterfaces", "ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets",
        "ec2:DescribeVpcAttribute", "ec2:DescribeVpcEndpoints",
        "logs:CreateLogDelivery", "logs:GetLogDelivery", "logs:UpdateLogDelivery", "logs:DeleteLogDelivery", "logs:ListLogDeliveries",
        "logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DescribeLogGroups",
        "xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules", "xray:GetSamplingTargets",
    ];

    [Fact]
    public void AnyResource_IsNamedOnlyWhereAwsHasNone() => Assert.All(
        Statements().Where(static statement => Texts(statement, "Resource").Contains("*")),
        static statement => Assert.Subset(WithoutResource, Texts(statement, "Action").ToHashSet()));

    [Fact]
    public void NoAction_IsAWildcard() => Assert.All(
        Statements(), static statement => Assert.DoesNotContain(Texts(statement, "Action"), static action => action.Contains('*')));

    private static IEnumerable<YamlMappingNode> Statements()
    {
        using var reader = File.OpenText(RepositoryFiles.At("template.yaml"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        var statements = yaml.Documents[0].AllNodes.OfType<YamlMappingNode>()
            .Where(static node => node.Children.TryGetValue("Effect", out var effect) && effect.ToString() == "Allow")
            .ToList();
        Assert.NotEmpty(statements);
        return statements;
    }

    private static IReadOnlyList<string> Texts(YamlMappingNode statement, string name) =>
        !statement.Children.TryGetValue(name, out var node) ? []
        : node is YamlSequenceNode list ? [.. list.Children.Select(static item => item.ToString())]
        : [node.ToString()];
}
