namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>A file is of no format that the lake's crawlers read, or broken. The crawl goes on without it and its log says so.</summary>
internal sealed class UnclassifiedFileException(string message) : Exception(message);
