using Sluice.Local.S3;

namespace Sluice.Local.Glue.Crawlers.Crawling;

/// <summary>An object with what was found in it.</summary>
internal sealed record ClassifiedFile(StoredObject Object, FileSchema Schema);
