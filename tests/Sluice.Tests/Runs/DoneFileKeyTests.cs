using NodaTime;
using Sluice.Runs;

namespace Sluice.Tests.Runs;

public sealed class DoneFileKeyTests
{
    [Fact]
    public void Parse_takes_a_key_apart()
    {
        var key = DoneFileKey.Parse("incoming/all_ef_files/2026-11-21/state_emission_daily.done");

        Assert.Equal("all_ef_files", key.Dataset);
        Assert.Equal(new LocalDate(2026, 11, 21), key.FolderDate);
        Assert.Equal("state_emission_daily", key.Pipeline);
        Assert.Equal("incoming/all_ef_files/2026-11-21/", key.Folder);
        Assert.Equal("incoming/all_ef_files/2026-11-21/state_emission_daily.completed", key.CompletedKey);
        Assert.Equal(key, DoneFileKey.For("all_ef_files", new LocalDate(2026, 11, 21), "state_emission_daily"));
    }

    [Fact]
    public void Parse_accepts_a_key_without_date_folder()
    {
        var key = DoneFileKey.Parse("incoming/traffic/traffic.done");

        Assert.Null(key.FolderDate);
        Assert.Equal("incoming/traffic/", key.Folder);
    }

    [Theory]
    [InlineData("incoming/x.done", "'incoming/x.done' is not a done-file's key. Expected incoming/<dataset>/<exec_date>/<pipeline>.done.")]
    [InlineData("incoming/d/2026-01-01/deeper/x.done", "'incoming/d/2026-01-01/deeper/x.done' is not a done-file's key. Expected incoming/<dataset>/<exec_date>/<pipeline>.done.")]
    [InlineData("landing/d/2026-01-01/x.done", "'landing/d/2026-01-01/x.done' is not a done-file's key. Expected incoming/<dataset>/<exec_date>/<pipeline>.done.")]
    [InlineData("incoming/d/2026-01-01/x.csv", "'incoming/d/2026-01-01/x.csv' is not a done-file's key. Expected incoming/<dataset>/<exec_date>/<pipeline>.done.")]
    [InlineData("incoming//2026-01-01/x.done", "'incoming//2026-01-01/x.done' is not a done-file's key. Expected incoming/<dataset>/<exec_date>/<pipeline>.done.")]
    [InlineData("incoming/2026-01-01/x.done", "The done-file 'incoming/2026-01-01/x.done' has no dataset folder before its date. Expected incoming/<dataset>/<exec_date>/<pipeline>.done.")]
    [InlineData("incoming/d/2026-02-30/x.done", "The date in key 'incoming/d/2026-02-30/x.done' is '2026-02-30', which is not a date that exists. Expected yyyy-MM-dd, such as 2026-02-28.")]
    [InlineData("incoming/d/2026-01-01/My-Pipe.done", "The done-file 'incoming/d/2026-01-01/My-Pipe.done' names the pipeline 'My-Pipe', which is not a pipeline's name (lower-case letters, digits and underscores, a letter first, at most 64 characters). Expected incoming/<dataset>/<exec_date>/<pipeline>.done.")]
    public void Parse_refuses_other_keys(string key, string message)
    {
        Assert.Equal(message, Assert.Throws<RunRequestException>(() => DoneFileKey.Parse(key)).Message);
    }
}
