using System.Security.Cryptography;
using System.Text;
using Sluice.Lake.Template.Nodes;

namespace Sluice.Lake.Template;

/// <summary>
/// What <c>Ref</c> and <c>Fn::GetAtt</c> give for resources: their names and ARNs in the lake. A resource without a name of its
/// own gets one from the stack's name and its logical id, the same each time (CloudFormation adds random letters).
/// </summary>
internal sealed class ResourceNames(TemplateScope scope, IntrinsicResolver resolver)
{
    private readonly Dictionary<string, string?> names = new(StringComparer.Ordinal);

    /// <summary>The physical name.</summary>
    public string NameOf(ResourceDeclaration resource, int line)
    {
        if (names.TryGetValue(resource.LogicalId, out var known))
        {
            return known ?? throw new TemplateFault(line, $"the name of {resource.LogicalId} refers to itself.");
        }

        names[resource.LogicalId] = null;
        try
        {
            var given = NameProperty(resource) is { } node ? resolver.Text(node, $"the name of {resource.LogicalId}") : null;
            var name = given ?? Generated(resource);
            names[resource.LogicalId] = name;
            return name;
        }
        catch (TemplateFault)
        {
            names.Remove(resource.LogicalId);
            throw;
        }
    }

    /// <summary>What <c>Ref</c> gives.</summary>
    public string Ref(ResourceDeclaration resource, int line) => resource.Type switch
    {
        "AWS::Serverless::StateMachine" or "AWS::StepFunctions::StateMachine" or "AWS::SNS::Topic" or "AWS::IAM::ManagedPolicy"
            or "AWS::SecretsManager::Secret" => Arn(resource, line),
        "AWS::SQS::Queue" =>
            $"https://sqs.{scope.Context.Identity.Region}.amazonaws.com/{scope.Context.Identity.AccountId}/{NameOf(resource, line)}",
        _ => NameOf(resource, line),
    };

    /// <summary>What <c>Fn::GetAtt</c> gives.</summary>
    /// <exception cref="TemplateFault">The lake does not know that attribute.</exception>
    public string GetAtt(ResourceDeclaration resource, string attribute, int line)
    {
        var identity = scope.Context.Identity;
        return (resource.Type, attribute) switch
        {
            ("AWS::S3::Bucket", "DomainName") => $"{NameOf(resource, line)}.s3.amazonaws.com",
            ("AWS::S3::Bucket", "RegionalDomainName") => $"{NameOf(resource, line)}.s3.{identity.Region}.amazonaws.com",
            ("AWS::SNS::Topic", "TopicArn") or ("AWS::SecretsManager::Secret", "Id") => Arn(resource, line),
            (_, "Arn") => Arn(resource, line),
            (_, "Name" or "QueueName" or "TopicName" or "KeyId" or "RoleId") => NameOf(resource, line),
            _ => throw new TemplateFault(line, $"the lake does not know the attribute {attribute} of {resource.LogicalId} ({resource.Type})."),
        };
    }

    /// <summary>The role that SAM makes for a function or state machine that names policies instead of a role: <c>StartCrawlerFunctionRole.Arn</c>.</summary>
    public string? GeneratedRoleArn(string logicalId, string attribute) =>
        attribute == "Arn" && !scope.Resources.ContainsKey(logicalId)
            && logicalId.EndsWith("Role", StringComparison.Ordinal)
            && scope.Resources.TryGetValue(logicalId[..^4], out var owner)
            && owner.Type is "AWS::Serverless::Function" or "AWS::Serverless::StateMachine"
            ? RoleArn($"{scope.Context.StackName}-{logicalId}")
            : null;

    private string Arn(ResourceDeclaration resource, int line)
    {
        var identity = scope.Context.Identity;
        var name = NameOf(resource, line);
        return resource.Type switch
        {
            "AWS::S3::Bucket" => $"arn:{Hosting.LakeIdentity.Partition}:s3:::{name}",
            "AWS::Serverless::Function" or "AWS::Lambda::Function" => identity.Arn("lambda", $"function:{name}"),
            "AWS::Serverless::StateMachine" or "AWS::StepFunctions::StateMachine" => identity.Arn("states", $"stateMachine:{name}"),
            "AWS::Events::Rule" => identity.Arn("events", $"rule/{name}"),
            "AWS::Scheduler::Schedule" => identity.Arn("scheduler", $"schedule/default/{name}"),
            "AWS::IAM::Role" => RoleArn(name),
            "AWS::IAM::ManagedPolicy" => $"arn:{Hosting.LakeIdentity.Partition}:iam::{identity.AccountId}:policy/{name}",
            "AWS::Logs::LogGroup" => identity.Arn("logs", $"log-group:{name}:*"),
            "AWS::KMS::Key" => identity.Arn("kms", $"key/{name}"),
            "AWS::SecretsManager::Secret" => Secrets.SecretArn.Of(identity, name),
            "AWS::SNS::Topic" => identity.Arn("sns", name),
            "AWS::SQS::Queue" => identity.Arn("sqs", name),
            "AWS::CloudWatch::Alarm" => identity.Arn("cloudwatch", $"alarm:{name}"),
            _ => throw new TemplateFault(line, $"the lake does not know the attribute Arn of {resource.LogicalId} ({resource.Type})."),
        };
    }

    private string RoleArn(string name) => $"arn:{Hosting.LakeIdentity.Partition}:iam::{scope.Context.Identity.AccountId}:role/{name}";

    private static TemplateNode? NameProperty(ResourceDeclaration resource) => resource.Type switch
    {
        "AWS::S3::Bucket" => resource.Properties.Find("BucketName"),
        "AWS::Serverless::Function" or "AWS::Lambda::Function" => resource.Properties.Find("FunctionName"),
        "AWS::IAM::Role" => resource.Properties.Find("RoleName"),
        "AWS::IAM::ManagedPolicy" => resource.Properties.Find("ManagedPolicyName"),
        "AWS::StepFunctions::StateMachine" => resource.Properties.Find("StateMachineName"),
        "AWS::Logs::LogGroup" => resource.Properties.Find("LogGroupName"),
        "AWS::CloudWatch::Alarm" => resource.Properties.Find("AlarmName"),
        "AWS::SNS::Topic" => resource.Properties.Find("TopicName"),
        "AWS::SQS::Queue" => resource.Properties.Find("QueueName"),
        "AWS::KMS::Alias" => resource.Properties.Find("AliasName"),
        "AWS::Glue::Database" => (resource.Properties.Find("DatabaseInput") as MapNode)?.Find("Name"),
        "AWS::Glue::Connection" => (resource.Properties.Find("ConnectionInput") as MapNode)?.Find("Name"),
        "AWS::Glue::Table" => (resource.Properties.Find("TableInput") as MapNode)?.Find("Name"),
        _ => resource.Properties.Find("Name"),
    };

    private string Generated(ResourceDeclaration resource)
    {
        var stack = scope.Context.StackName;
        return resource.Type switch
        {
            // A bucket's name has no capitals and is 63 letters at most.
            "AWS::S3::Bucket" => Shortened($"{stack}-{resource.LogicalId}-{scope.Context.Identity.AccountId}".ToLowerInvariant(), 63),
            "AWS::Glue::Database" or "AWS::Glue::Table" => Shortened($"{stack}_{resource.LogicalId}".ToLowerInvariant().Replace('-', '_'), 255),
            "AWS::Logs::LogGroup" => $"{stack}-{resource.LogicalId}",
            _ => Shortened($"{stack}-{resource.LogicalId}", 64),
        };
    }

    private static string Shortened(string name, int length) => name.Length <= length
        ? name
        : $"{name[..(length - 9)]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}";
}
