using System.Text;
using Sluice.Configuration;
using Sluice.Runs;
using Sluice.Sql;

namespace Sluice.Planning;

/// <summary>Makes the queries whose rows are handled, and reports everything wrong with them at once.</summary>
internal sealed class ResultPlanner(PipelineConfiguration configuration, RunRequest request, RunEnvironment environment)
{
    /// <summary>
    /// The longest SQL, in bytes. Athena takes 262,144, but the state machine reads the text into a state, which may have as
    /// many with all that is around the text, escapes of line ends and quotes included.
    /// </summary>
    private const int LongestQuery = 100_000;

    public IReadOnlyList<ResultPlan> Plan(IReadOnlyDictionary<string, string> sqlTexts)
    {
        var errors = new List<ConfigurationError>();
        var plans = new List<ResultPlan>();
        for (var i = 0; i < configuration.Results.Count; i++)
        {
            var result = configuration.Results[i];
            var file = $"{RunKeys.PipelineFolder(configuration.Name)}{result.Sql}";
            if (!sqlTexts.TryGetValue(result.Sql, out var text))
            {
                errors.Add(new ConfigurationError(file, null, "", $"The file is missing. The field results[{i}].sql of pipeline.json names it."));
                continue;
            }

            try
            {
                plans.Add(Result(result, file, text));
            }
            catch (SqlErrorException error)
            {
                errors.Add(new ConfigurationError(error.File, error.Line, "", error.Problem));
            }
        }

        return errors.Count == 0 ? plans : throw new ConfigurationException(errors);
    }

    private ResultPlan Result(ResultConfiguration result, string file, string text)
    {
        var statement = SqlStatement.Read(file, SqlTemplate.Render(file, text, SqlPlaceholders.Of(request, environment)));
        if (statement.Target is { } target)
        {
            throw new SqlErrorException(file, target.Line, $"The statement writes to '{target.Table}'. Rows are handled of a query: expected SELECT or WITH ... SELECT.");
        }

        var bytes = Encoding.UTF8.GetByteCount(statement.Text);
        return bytes > LongestQuery
            ? throw new SqlErrorException(file, statement.Line, $"The query has {bytes} bytes. The state machine carries at most {LongestQuery} of a query whose rows are handled.")
            : new ResultPlan
            {
                Name = result.Name,
                SqlFile = result.Sql,
                Sql = statement.Text,
                Origin = SqlOrigin.Whole(statement.Line, statement.Text),
                PageRows = result.PageRows,
                Concurrency = result.Concurrency,
                Handler = $"sluice-{environment.Stage}-{result.Handler}",
            };
    }
}
