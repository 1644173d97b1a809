using Sluice.Lake.Protocol;

namespace Sluice.Lake.Glue.Operations;

/// <summary>Why one entry of a batch failed.</summary>
internal sealed record ErrorDetail(string ErrorCode, string ErrorMessage)
{
    /// <summary>The detail of an error that the operation on a single entry would have answered with.</summary>
    internal static ErrorDetail Of(AwsServiceException exception) => new(exception.Code, exception.Message);
}
