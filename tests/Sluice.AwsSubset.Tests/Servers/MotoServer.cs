using System.Diagnostics;
using System.Text.RegularExpressions;
using Amazon.Athena;
using Amazon.Glue;
using Amazon.Runtime;

namespace Sluice.AwsSubset.Tests.Servers;

/// <summary>moto's server, where Python has it: AWS's behaviour by other hands than ours.</summary>
public sealed partial class MotoServer : IAsyncLifetime
{
    private Process? _process;
    private string? _endpoint;
    private string _whyNot = "moto's server did not say where it listens.";

    public async ValueTask InitializeAsync()
    {
        var listening = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _process = new Process
            {
                StartInfo = new ProcessStartInfo("python3", ["-m", "moto.server", "-H", "127.0.0.1", "-p", "0"])
                {
                    RedirectStandardError = true,
                    RedirectStandardOutput = true,
                },
                EnableRaisingEvents = true,
            };
            _process.ErrorDataReceived += (_, line) => Announced(line.Data, listening);
            _process.OutputDataReceived += (_, line) => Announced(line.Data, listening);
            _process.Exited += (_, _) => listening.TrySetResult(null);
            _process.Start();
            _process.BeginErrorReadLine();
            _process.BeginOutputReadLine();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            _process = null;
            _whyNot = "python3 is not installed.";
            return;
        }

        _endpoint = await listening.Task.WaitAsync(TimeSpan.FromMinutes(1));
        if (_endpoint is null)
        {
            _whyNot = "moto's server is not installed (python3 -m pip install 'moto[server]').";
        }
    }

    public ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
        }

        _process?.Dispose();
        return ValueTask.CompletedTask;
    }

    public IAmazonGlue Glue() => new AmazonGlueClient(
        new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
        new AmazonGlueConfig { ServiceURL = Endpoint(), AuthenticationRegion = "eu-west-1" });

    public IAmazonAthena Athena() => new AmazonAthenaClient(
        new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
        new AmazonAthenaConfig { ServiceURL = Endpoint(), AuthenticationRegion = "eu-west-1" });

    private string Endpoint()
    {
        Assert.SkipWhen(_endpoint is null, _whyNot);
        return _endpoint!;
    }

    private static void Announced(string? line, TaskCompletionSource<string?> listening)
    {
        if (line is not null && Listening().Match(line) is { Success: true } match)
        {
            listening.TrySetResult(match.Value);
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}
