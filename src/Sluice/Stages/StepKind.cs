using System.Text.Json.Serialization;

namespace Sluice.Stages;

/// <summary>What a step is: the state machine chooses by it.</summary>
[JsonConverter(typeof(WordConverter<StepKind>))]
public enum StepKind
{
    /// <summary>A run of a Glue job.</summary>
    Job,

    /// <summary>A run of a crawler.</summary>
    Crawler,

    /// <summary>Queries in Athena, one for each dataset of a stage.</summary>
    Athena,
}
