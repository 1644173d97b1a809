using Sluice.Lake.Template;
using Sluice.Lake.Template.Resources;

namespace Sluice.Functions.Tests.Template;

/// <summary>template.yaml as the lake reads it.</summary>
internal static class ReadTemplate
{
    public static LakeTemplate Value { get; } = SamTemplate.Load(RepositoryFiles.At("template.yaml"), new TemplateContext());

    /// <summary>The state machine that every pipeline runs.</summary>
    public static StateMachineResource EtlPipeline { get; } = StateMachine("EtlPipelineStateMachine");

    /// <summary>The state machine that handles a page of rows.</summary>
    public static StateMachineResource ResultRows { get; } = StateMachine("ResultRowsStateMachine");

    /// <summary>The state machine that runs a pipeline for many dates.</summary>
    public static StateMachineResource Backfill { get; } = StateMachine("BackfillStateMachine");

    /// <summary>The state machine that closes the run of an execution.</summary>
    public static StateMachineResource CloseExecution { get; } = StateMachine("CloseExecutionStateMachine");

    private static StateMachineResource StateMachine(string logicalId) =>
        Value.StateMachines.Single(machine => machine.LogicalId == logicalId);
}
