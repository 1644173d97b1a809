using Sluice.Lake.Storage;

namespace Sluice.Lake.Glue.Crawlers;

/// <summary>The crawlers of the account.</summary>
internal sealed class CrawlerStore(LakeFolder folder) : NamedRecords<CrawlerRecord>(Path.Combine(folder.Service("glue"), "crawlers.jsonl"))
{
    private protected override Exception NotFound(string name) => GlueErrors.CrawlerNotFound(name);

    private protected override Exception Exists(string name) => GlueErrors.CrawlerExists(name);
}
