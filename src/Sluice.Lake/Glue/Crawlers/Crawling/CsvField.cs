namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>A field of a CSV row, without its quotes.</summary>
internal readonly record struct CsvField(string Text, bool Quoted);
