using Sluice.Lake.Hosting;
using Sluice.Lake.Template.Resources;

namespace Sluice.Lake.Lambda;

/// <summary>
/// The environment that functions see. On AWS each has a process of its own; here they share one, so a function's variables
/// are set while its instance is made (constructor, <c>ConfigureServices</c>), which is where a function reads them. A function that
/// reads a variable of its own later, while it handles an event, finds it on AWS and not here.
/// What the AWS SDK reads at any time, credentials and region, holds for the life of the process, and is never the user's.
/// </summary>
internal sealed class FunctionEnvironment(LakeIdentity identity, Func<Uri> endpoint)
{
    private static readonly Lock Gate = new();

    private static readonly string[] UserCredentials =
    [
        "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    ];

    /// <summary>Takes the user's credentials out of this process and puts ones in that mean nothing anywhere.</summary>
    public static void Isolate(LakeIdentity identity)
    {
        lock (Gate)
        {
            foreach (var name in UserCredentials)
            {
                Environment.SetEnvironmentVariable(name, null);
            }

            Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "lake");
            Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "lake");
            Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
            Environment.SetEnvironmentVariable("AWS_REGION", identity.Region);
            Environment.SetEnvironmentVariable("AWS_DEFAULT_REGION", identity.Region);
        }
    }

    /// <summary>Makes something with a function's variables set, one function at a time, and puts back what was there.</summary>
    public T With<T>(FunctionResource function, Func<T> make)
    {
        lock (Gate)
        {
            var before = new Dictionary<string, string?>(StringComparer.Ordinal);
            foreach (var (name, value) in Variables(function))
            {
                before[name] = Environment.GetEnvironmentVariable(name);
                Environment.SetEnvironmentVariable(name, value);
            }

            try
            {
                return make();
            }
            finally
            {
                foreach (var (name, value) in before)
                {
                    Environment.SetEnvironmentVariable(name, value);
                }
            }
        }
    }

    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime</summary>
    private Dictionary<string, string> Variables(FunctionResource function)
    {
        var memory = function.MemorySize.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var variables = new Dictionary<string, string>(function.Environment, StringComparer.Ordinal)
        {
            ["_HANDLER"] = function.Handler,
            ["AWS_EXECUTION_ENV"] = $"AWS_Lambda_{function.Runtime}",
            ["AWS_LAMBDA_FUNCTION_NAME"] = function.Name,
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = memory,
            ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
            ["AWS_LAMBDA_LOG_GROUP_NAME"] = $"/aws/lambda/{function.Name}",
            ["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand",
            ["AWS_REGION"] = identity.Region,
            ["AWS_DEFAULT_REGION"] = identity.Region,
            // The SDK reads this when a client is made: clients made here talk to this lake, also when there are others in the process.
            ["AWS_ENDPOINT_URL"] = endpoint().ToString().TrimEnd('/'),
        };
        return variables;
    }
}
