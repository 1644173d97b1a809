namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary>Finds the integration for a Task's <c>Resource</c>.</summary>
internal static class TaskIntegrations
{
    private const string Known = "arn:aws:lambda:<region>:<account>:function:<name>, arn:aws:states:::lambda:invoke, "
        + "athena:startQueryExecution(.sync), athena:getQueryExecution, athena:getQueryResults, athena:stopQueryExecution, glue:startJobRun(.sync), "
        + "states:startExecution(.sync, .sync:2), aws-sdk:s3:(putObject, getObject, headObject, deleteObject, copyObject, listObjectsV2), aws-sdk:sfn:describeExecution, aws-sdk:athena:*, aws-sdk:glue:*";

    /// <summary>The integration.</summary>
    /// <exception cref="FormatException">The lake has none for it: names the resource and what there is.</exception>
    public static TaskIntegration Bind(string resource)
    {
        var parts = resource.Split(':');
        if (parts is ["arn", _, "lambda", _, _, "function", _, ..])
        {
            return new LambdaFunctionIntegration { Name = resource, ResourceType = "lambda", Resource = resource };
        }

        if (parts is not ["arn", _, "states", _, _, _, ..])
        {
            throw Unknown(resource);
        }

        if (resource.EndsWith(".waitForTaskToken", StringComparison.Ordinal))
        {
            throw new FormatException($"'{resource}': the callback pattern (.waitForTaskToken) is not supported by the lake.");
        }

        var action = string.Join(':', parts[6..]);
        return parts[5] switch
        {
            "lambda" when action == "invoke" => new LambdaInvokeIntegration { Name = resource, ResourceType = "lambda", Resource = action },
            "athena" when action == "startQueryExecution.sync" => new AthenaSyncIntegration { Name = resource, ResourceType = "athena", Resource = action },
            "athena" when action is "startQueryExecution" or "getQueryExecution" or "getQueryResults" or "stopQueryExecution" =>
                new AthenaIntegration { Name = resource, ResourceType = "athena", Resource = action },
            "glue" when action is "startJobRun" or "startJobRun.sync" =>
                new GlueJobRunIntegration { Name = resource, ResourceType = "glue", Resource = action, Waits = action != "startJobRun" },
            "states" when action is "startExecution" or "startExecution.sync" or "startExecution.sync:2" => new StartExecutionIntegration
            {
                Name = resource,
                ResourceType = "states",
                Resource = action,
                Waits = action != "startExecution",
                ParsesPayloads = action == "startExecution.sync:2",
            },
            "aws-sdk" when parts.Length == 8 => BindSdk(resource, parts[6], parts[7]),
            _ => throw Unknown(resource),
        };
    }

    private static TaskIntegration BindSdk(string resource, string service, string action)
    {
        var type = $"aws-sdk:{service}";
        return (service, action) switch
        {
            ("s3", "putObject") => new S3PutObjectIntegration { Name = resource, ResourceType = type, Resource = action },
            ("s3", "getObject") => new S3GetObjectIntegration { Name = resource, ResourceType = type, Resource = action },
            ("s3", "headObject") => new S3HeadObjectIntegration { Name = resource, ResourceType = type, Resource = action },
            ("s3", "deleteObject") => new S3DeleteObjectIntegration { Name = resource, ResourceType = type, Resource = action },
            ("s3", "copyObject") => new S3CopyObjectIntegration { Name = resource, ResourceType = type, Resource = action },
            ("s3", "listObjectsV2") => new S3ListObjectsIntegration { Name = resource, ResourceType = type, Resource = action },
            ("sfn", "describeExecution") => new DescribeExecutionIntegration { Name = resource, ResourceType = type, Resource = action },
            ("athena", { Length: > 0 }) when char.IsAsciiLetterLower(action[0]) && action.All(char.IsAsciiLetterOrDigit) =>
                new AwsSdkIntegration { Name = resource, ResourceType = type, Resource = action, ServiceName = "athena", ErrorPrefix = "Athena" },
            ("glue", { Length: > 0 }) when char.IsAsciiLetterLower(action[0]) && action.All(char.IsAsciiLetterOrDigit) =>
                new AwsSdkIntegration { Name = resource, ResourceType = type, Resource = action, ServiceName = "glue", ErrorPrefix = "Glue" },
            _ => throw Unknown(resource),
        };
    }

    private static FormatException Unknown(string resource) =>
        new($"the lake has no integration for the resource '{resource}'. It has: {Known}.");
}
