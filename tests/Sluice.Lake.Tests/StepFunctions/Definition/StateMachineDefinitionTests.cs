using Sluice.Lake.Protocol;
using Sluice.Lake.StepFunctions.Definition;

namespace Sluice.Lake.Tests.StepFunctions.Definition;

public sealed class StateMachineDefinitionTests
{
    [Fact]
    public void ReportsEverythingAtOnce_EachWithItsPlace()
    {
        var problems = StateMachineDefinition.Validate("""
            {"StartAt": "Nowhere", "TimeoutSeconds": 0, "Strange": 1, "States": {
              "A": {"Type": "Pass", "Next": "Missing", "InputPath": "a.b"},
              "B": {"Type": "Wait", "End": true},
              "C": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true, "Next": "A"},
              "D": {"Type": "Pass", "End": true, "Parameters": {"x.$": "States.Nothing()", "y.$": 1}},
              "E": {"Type": "Sleep"},
              "F": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                "Retry": [{"ErrorEquals": ["States.ALL", "X"]}, {"ErrorEquals": []}], "Catch": [{"ErrorEquals": ["X"], "Next": "Gone"}]},
              "G": {"Type": "Map", "End": true, "ToleratedFailureCount": 1, "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"}, "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}},
              "H": {"Type": "Pass", "QueryLanguage": "JSONata", "Assign": {"a": 1}, "End": true}
            }}
            """);

        string[] expected =
        [
            "/TimeoutSeconds|'TimeoutSeconds' must be an integer from 1 to 99999999, not 0.",
            "/States/A/InputPath|'a.b': a path must begin with '$' at character 1.",
            "/States/B|Exactly one of Seconds, SecondsPath, Timestamp, TimestampPath is required.",
            "/States/C|'Next' and 'End' are both there: keep one.",
            "/States/D/Parameters/x.$|'States.Nothing()'",
            "/States/D/Parameters/y.$|A field whose name ends in '.$' must be a string with a path or an intrinsic function; found 1.",
            "/States/E/Type|'Type' must be Pass, Task, Choice, Wait, Succeed, Fail, Parallel or Map, not \"Sleep\".",
            "/States/F/Retry[0]/ErrorEquals|States.ALL must stand alone in 'ErrorEquals'.",
            "/States/F/Retry[1]/ErrorEquals|'ErrorEquals' must be an array of error names that is not empty.",
            "/States/F/Retry[0]/ErrorEquals|States.ALL must be in the last entry of 'Retry'.",
            "/States/G/ToleratedFailureCount|'ToleratedFailureCount' belongs to a Map in DISTRIBUTED mode",
            "/States/G/ItemProcessor/ProcessorConfig/Mode|A Map in DISTRIBUTED mode is not supported by the lake. Use INLINE.",
            "/States/G/ItemProcessor/States/A|There is another state 'A': names must be unique in the whole state machine.",
            "/States/H/QueryLanguage|JSONata is not supported by the lake. Write the state with JSONPath.",
            "/States/H/Assign|Assign (variables) is not supported by the lake.",
            "/States/C/Resource|State 'C': the lake has no integration for the resource 'arn:aws:states:::sqs:sendMessage'.",
            "/StartAt|There is no state 'Nowhere'.",
            "/States/A/Next|There is no state 'Missing'.",
            "/States/F/Catch[0]/Next|There is no state 'Gone'.",
            "/Strange|A state machine has no field 'Strange'.",
        ];
        var found = problems.Select(static problem => $"{problem.Location}|{problem.Message}").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected.Length, found.Count);
        Assert.All(expected.Order(StringComparer.Ordinal).Zip(found), static pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{", "INVALID_JSON_DESCRIPTION")]
    [InlineData("[]", "INVALID_JSON_DESCRIPTION")]
    [InlineData("""{"StartAt": "A", "States": {"A": {"Type": "Succeed"}, "A": {"Type": "Succeed"}}}""", "INVALID_JSON_DESCRIPTION")]
    public void NotADefinition(string json, string code) => Assert.Equal(code, Assert.Single(StateMachineDefinition.Validate(json)).Code);

    [Fact]
    public void UnreachableState_IsNamed()
    {
        var problem = Assert.Single(StateMachineDefinition.Validate("""{"StartAt": "A", "States": {"A": {"Type": "Succeed"}, "B": {"Type": "Succeed"}}}"""));
        Assert.Equal(new DefinitionProblem("/States/B", "No state leads to 'B'.", "MISSING_TRANSITION_TARGET"), problem);
    }

    [Fact]
    public void Parse_ThrowsTheServicesError()
    {
        var error = Assert.Throws<AwsServiceException>(static () => StateMachineDefinition.Parse("""{"StartAt": "A", "States": {"A": {"Type": "Pass"}}}"""));
        Assert.Equal("InvalidDefinition", error.Code);
        Assert.Equal("Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Either 'Next' or 'End: true' is required. at /States/A'", error.Message);
    }

    [Fact]
    public void AStateMayBeCalledComment()
    {
        Assert.Empty(StateMachineDefinition.Validate("""{"StartAt": "Comment", "States": {"Comment": {"Type": "Succeed"}}}"""));
    }
}
