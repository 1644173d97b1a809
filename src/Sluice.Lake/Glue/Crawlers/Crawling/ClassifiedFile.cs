using Sluice.Lake.S3;

namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>An object with what was found in it.</summary>
internal sealed record ClassifiedFile(StoredObject Object, FileSchema Schema);
