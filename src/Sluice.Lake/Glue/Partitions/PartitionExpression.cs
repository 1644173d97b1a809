using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Glue.Partitions;

/// <summary>
/// The SQL-like filter of GetPartitions
/// (<see href="https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html"/>): comparisons of partition keys with
/// literals by <c>= != &lt;&gt; &lt; &lt;= &gt; &gt;=</c>, <c>IN</c>, <c>BETWEEN</c>, <c>LIKE</c>, <c>IS NULL</c>, combined with
/// <c>AND</c>, <c>OR</c>, <c>NOT</c> and parentheses. Values are compared by the key's type, by SQL's three-valued logic:
/// a value that is not of its key's type counts as null.
/// </summary>
internal static class PartitionExpression
{
    private const int MaxLength = 2048;

    /// <summary>Compiles an expression into a test of a partition's values.</summary>
    /// <exception cref="Protocol.AwsServiceException">It is not an expression, or names something that is not a partition key.</exception>
    internal static Func<IReadOnlyList<string>, bool> Compile(string expression, IReadOnlyList<GlueColumn> keys)
    {
        if (expression.Length > MaxLength)
        {
            throw GlueErrors.InvalidInput($"The Expression has {expression.Length} characters: at most {MaxLength} are allowed.");
        }

        var predicate = new PartitionExpressionParser(expression, keys).Parse();
        return values => predicate(values) is true;
    }
}
