namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>The formats that the lake's crawlers read; named as Glue's <c>classification</c>.</summary>
internal enum FileFormat
{
    Parquet,
    Json,
    Csv,
}
