using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Sluice.Tests.Shared;

/// <summary>
/// A PostgreSQL server of its own, on a free port of 127.0.0.1, gone when it is disposed of. A test that asks for one where
/// PostgreSQL is not installed is skipped.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    internal const string Database = "shop";
    internal const string User = "sluice";

    private readonly string folder;
    private readonly string binaries;

    private PostgresServer(string folder, string binaries, int port)
    {
        (this.folder, this.binaries, Port) = (folder, binaries, port);
        Password = "p4ss:" + Guid.NewGuid().ToString("N"); // found nowhere by accident: tests look for it where it must not be
    }

    internal int Port { get; }

    internal string Password { get; }

    /// <summary>As a Glue connection has it.</summary>
    internal string JdbcUrl => string.Create(CultureInfo.InvariantCulture, $"jdbc:postgresql://127.0.0.1:{Port}/{Database}");

    /// <summary>As Glue expects the secret.</summary>
    internal string Secret => $$"""{"username":"{{User}}","password":"{{Password}}"}""";

    /// <summary>Starts a server with an empty database that <see cref="User"/> owns.</summary>
    internal static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer(Directory.CreateTempSubdirectory("sluice-pg-").FullName, Binaries(), FreePort());
        try
        {
            await server.CreateAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs statements.</summary>
    internal async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync(Database);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The only column of a query's rows.</summary>
    internal async Task<List<string>> QueryAsync(string sql)
    {
        await using var connection = await OpenAsync(Database);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    /// <summary>Stops the server as a power cut does; the files stay.</summary>
    internal Task StopAsync() => RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await StopAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    private string Data => Path.Combine(folder, "data");

    private static string Binaries()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(Directory.Exists("/usr/lib/postgresql")
                ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(static version => Path.Combine(version, "bin"))
                : []);
        var found = folders.FirstOrDefault(static folder => folder.Length > 0 && File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
        if (found is null)
        {
            Assert.Skip("PostgreSQL (initdb and pg_ctl) is not installed on this machine.");
        }

        return found;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task CreateAsync()
    {
        var passwordFile = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(passwordFile, Password, TestContext.Current.CancellationToken);
        if (Environment.UserName == "root")
        {
            // PostgreSQL refuses to run as root.
            await RunToolAsync("chown", "-R", Unprivileged, folder);
        }

        await RunAsync("initdb", "-D", Data, "-U", User, "--pwfile", passwordFile, "--auth", "scram-sha-256", "-E", "UTF8", "--locale", "C", "--no-sync");
        var options = string.Create(
            CultureInfo.InvariantCulture, $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=20 -c shared_buffers=16MB");
        await RunAsync("pg_ctl", "-D", Data, "-l", Path.Combine(folder, "log"), "-o", options, "-w", "start");
        await using var connection = await OpenAsync("postgres");
        await using var command = new NpgsqlCommand($"CREATE DATABASE {Database}", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private async Task<NpgsqlConnection> OpenAsync(string database)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Database = database,
            Username = User,
            Password = Password,
            Pooling = false,
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private const string Unprivileged = "nobody";

    private Task RunAsync(string tool, params string[] arguments) => Environment.UserName == "root"
        ? RunToolAsync("runuser", ["-u", Unprivileged, "--", Path.Combine(binaries, tool), .. arguments])
        : RunToolAsync(Path.Combine(binaries, tool), arguments);

    private async Task RunToolAsync(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool) { WorkingDirectory = folder };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // The server keeps what it inherits: a pipe that it holds would never end, so its output goes to a file.
        start = Redirected(start, Path.Combine(folder, "tool.log"));
        using var process = Process.Start(start)!; // UseShellExecute is off: always a new process
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.True(process.ExitCode == 0, $"{tool} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await File.ReadAllTextAsync(Path.Combine(folder, "tool.log"))}");
    }

    private static ProcessStartInfo Redirected(ProcessStartInfo start, string file)
    {
        var shell = new ProcessStartInfo("/bin/sh") { WorkingDirectory = start.WorkingDirectory, UseShellExecute = false };
        shell.ArgumentList.Add("-c");
        shell.ArgumentList.Add("out=$1; shift; exec \"$@\" > \"$out\" 2>&1 < /dev/null");
        shell.ArgumentList.Add("sh");
        shell.ArgumentList.Add(file);
        shell.ArgumentList.Add(start.FileName);
        foreach (var argument in start.ArgumentList)
        {
            shell.ArgumentList.Add(argument);
        }

        return shell;
    }
}
