using System.Net;
using System.Reflection;
using Sluice.Lake.Hosting;
using Sluice.Lake.Storage;
using Sluice.Lake.Tests.Events;
using Sluice.Local.Commands;

namespace Sluice.Local.Tests.Commands;

/// <summary>Commands that come while another one's lake starts, or stops.</summary>
public sealed class LakeSessionTests : IDisposable
{
    private static readonly string Root = typeof(LakeSession).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "RepositoryRoot").Value!; // DuckDbLibrary.targets sets it

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset SecondLook = Start.AddMilliseconds(100);

    private readonly string folder = Directory.CreateTempSubdirectory("sluice-session-").FullName;

    private static Project AnyProject => new(Path.Combine(Root, "template.yaml"), Path.Combine(Root, "pipelines"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task LakeThatStartsForTooLong_IsReported()
    {
        using var starting = await LakeLock.TakeAsync(new LakeFolder(folder), TimeProvider.System, Token);
        var clock = new ManualClock(Start);
        var opening = OpenAsync(clock);

        for (var look = 1; look < 300; look++) // every 100 ms, for 30 s
        {
            await clock.TimerAsync(by: Start.AddMilliseconds(100 * look)).WaitAsync(Limit, Token);
            Assert.True(clock.AdvanceToNextTimer(Start.AddMilliseconds(100 * look)));
        }

        Assert.False(opening.IsCompleted);
        while (!opening.IsCompleted)
        {
            clock.AdvanceToNextTimer(Start.AddSeconds(31));
            await Task.Yield();
        }

        var exception = await Assert.ThrowsAsync<LakeInUseException>(() => opening);
        Assert.StartsWith($"A lake is already running on {folder} (it is just starting).", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LakeThatDoesNotComeUp_IsReplacedByOneOfItsOwn()
    {
        var starting = await LakeLock.TakeAsync(new LakeFolder(folder), TimeProvider.System, Token);
        var clock = new ManualClock(Start);
        var opening = OpenAsync(clock);
        await SecondLookAsync(clock); // it has met the lake that is starting
        Assert.False(opening.IsCompleted);
        starting.Dispose();

        clock.AdvanceToNextTimer(SecondLook);

        await using var session = await opening.WaitAsync(Limit, Token);
        Assert.Equal(session.Client.Endpoint, LakeLock.FindRunning(folder));
    }

    [Fact]
    public async Task Several_WithoutALake_WorkWithOne_WhichEndsWithTheLastOfThem()
    {
        var sessions = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => OpenAsync(TimeProvider.System))));
        var endpoint = Assert.Single(sessions.Select(static session => session.Client.Endpoint).Distinct());
        Assert.Equal(endpoint, LakeLock.FindRunning(folder));

        // Whichever has started it: with the last session the lake has ended, and not before.
        var ending = new List<Task>();
        foreach (var session in sessions)
        {
            Assert.Equal(endpoint, LakeLock.FindRunning(folder));
            ending.Add(session.DisposeAsync().AsTask());
        }

        await Task.WhenAll(ending);
        Assert.Null(LakeLock.FindRunning(folder));
    }

    [Fact]
    public async Task LakeThatIsAboutToStop_TakesNoneIn_AndTheNextStartsItsOwn()
    {
        await using var first = await LakeHost.StartAsync(
            new LakeOptions { DataFolder = folder, TemplatePath = Path.Combine(Root, "template.yaml") }, Token);
        await first.WaitForGuestsAsync(Token);
        using var http = new HttpClient { BaseAddress = first.Endpoint };
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/_sluice/session", Token)).StatusCode);
        var clock = new ManualClock(Start);
        var opening = OpenAsync(clock);
        await SecondLookAsync(clock); // it has asked, and been refused
        Assert.Equal(first.Endpoint, LakeLock.FindRunning(folder));
        await first.DisposeAsync();

        clock.AdvanceToNextTimer(SecondLook);

        await using var second = await opening.WaitAsync(Limit, Token);
        Assert.NotEqual(first.Endpoint, second.Client.Endpoint);
        Assert.Equal(second.Client.Endpoint, LakeLock.FindRunning(folder));
    }

    [Fact]
    public async Task LakeOfAnotherFolder_AtThePortThatAKilledOneHad_IsNotUsed()
    {
        var elsewhere = Path.Combine(folder, "elsewhere");
        await using var other = await LakeHost.StartAsync(
            new LakeOptions { DataFolder = elsewhere, TemplatePath = Path.Combine(Root, "template.yaml") }, Token);
        using var starting = await LakeLock.TakeAsync(new LakeFolder(folder), TimeProvider.System, Token);
        starting.Announce(other.Endpoint);
        var clock = new ManualClock(Start);
        var opening = OpenAsync(clock);
        await SecondLookAsync(clock);
        Assert.False(opening.IsCompleted);
        starting.Dispose();

        clock.AdvanceToNextTimer(SecondLook);

        await using var session = await opening.WaitAsync(Limit, Token);
        Assert.NotEqual(other.Endpoint, session.Client.Endpoint);
        Assert.Equal(session.Client.Endpoint, LakeLock.FindRunning(folder));
    }

    [Fact]
    public async Task LakeOfAFolder_IsUsedByWhoeverHasALinkToIt()
    {
        var data = Path.Combine(folder, "data");
        await using var lake = await LakeHost.StartAsync(
            new LakeOptions { DataFolder = data, TemplatePath = Path.Combine(Root, "template.yaml") }, Token);
        Directory.CreateSymbolicLink(Path.Combine(folder, "link"), folder);

        await using var session = await LakeSession.OpenAsync(
            Path.Combine(folder, "link", "data"), AnyProject, realTime: false, new ManualClock(Start), Token).WaitAsync(Limit, Token);

        Assert.Equal(lake.Endpoint, session.Client.Endpoint);
    }

    [Fact]
    public async Task EndpointOfALakeThatWasKilled_IsNotTakenForALake()
    {
        var endpoint = Path.Combine(folder, "lake.endpoint");
        await File.WriteAllTextAsync(endpoint, "http://127.0.0.1:1/", Token);
        await File.WriteAllTextAsync(Path.Combine(folder, "lake.lock"), "", Token);
        Assert.Null(LakeLock.FindRunning(folder));
        Assert.False(File.Exists(endpoint)); // who looks while the next lake starts would take it for that one's

        await using var session = await OpenAsync(new ManualClock(Start)).WaitAsync(Limit, Token); // without a second look
        Assert.Equal(session.Client.Endpoint, LakeLock.FindRunning(folder));
    }

    /// <summary>Completes when a command has looked for a lake, has found none that takes it in, and waits to look again.</summary>
    private static Task SecondLookAsync(ManualClock clock) => clock.TimerAsync(by: SecondLook).WaitAsync(Limit, Token);

    private Task<LakeSession> OpenAsync(TimeProvider clock) => LakeSession.OpenAsync(folder, AnyProject, realTime: false, clock, Token);
}
