using System.Text.Json.Serialization;

namespace Sluice.Configuration;

/// <summary>What runs the SQL of stages.</summary>
[JsonConverter(typeof(WordConverter<StageEngine>))]
public enum StageEngine
{
    /// <summary>Spark SQL, each stage a run of a Glue job.</summary>
    Glue,

    /// <summary>Athena, each dataset a query.</summary>
    Athena,
}
