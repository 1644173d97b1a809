using System.Diagnostics;

namespace Sluice.EndToEnd.Tests;

/// <summary>A client that the product does not depend on (the AWS CLI, python3 with boto3); its tests are skipped where it is absent.</summary>
internal static class ShellTool
{
    /// <summary>Runs <c>aws</c> against a lake, with credentials that only a lake takes.</summary>
    internal static async Task<CommandResult> AwsAsync(LakeFixture lake, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Require("aws")) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = lake.Folder };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["AWS_ENDPOINT_URL"] = lake.Endpoint.ToString().TrimEnd('/');
        start.Environment["AWS_ACCESS_KEY_ID"] = "local";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "local";
        start.Environment["AWS_DEFAULT_REGION"] = "eu-west-1"; // the name that both versions of the CLI read
        start.Environment["AWS_PAGER"] = "";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        return await SluiceProcess.RunAsync(start);
    }

    private static string Require(string tool)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, tool))
            .FirstOrDefault(File.Exists);
        if (found is null)
        {
            Assert.Skip($"'{tool}' is not installed on this machine.");
        }

        return found;
    }
}
