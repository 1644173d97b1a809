namespace Sluice.Functions.Tests;

public sealed class FunctionSettingsTests
{
    [Fact]
    public void Read_NamesEveryMissingVariable()
    {
        var exception = Assert.Throws<SettingsException>(
            () => FunctionSettings.Read(static name => name is "ASSETS_BUCKET" or "AUDIT_DATABASE" ? " " : name == "CRAWLER_ROLE_ARN" ? null : "x"));
        Assert.Equal(
            "The environment lacks AUDIT_DATABASE, ASSETS_BUCKET, CRAWLER_ROLE_ARN. " +
            "Globals.Function.Environment in template.yaml sets them for every function.",
            exception.Message);
    }

    [Fact]
    public void Read_TakesEachSettingFromItsOwnVariable()
    {
        var settings = FunctionSettings.Read(static name => name.ToLowerInvariant());
        Assert.Equal("stage", settings.Environment.Stage);
        Assert.Equal("landing_bucket", settings.Environment.LandingBucket);
        Assert.Equal("processed_bucket", settings.Environment.ProcessedBucket);
        Assert.Equal("audit_bucket", settings.Environment.AuditBucket);
        Assert.Equal("landing_database", settings.Environment.LandingDatabase);
        Assert.Equal("processed_database", settings.Environment.ProcessedDatabase);
        Assert.Equal("audit_database", settings.Environment.AuditDatabase);
        Assert.Equal("assets_bucket", settings.AssetsBucket);
        Assert.Equal("athena_work_group", settings.WorkGroup);
        Assert.Equal("crawler_role_arn", settings.CrawlerRoleArn);
    }
}
