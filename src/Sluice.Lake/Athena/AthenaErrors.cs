using Sluice.Lake.Protocol;

namespace Sluice.Lake.Athena;

/// <summary>The errors that Athena answers requests with.</summary>
internal static class AthenaErrors
{
    /// <summary>The code of most of them.</summary>
    public const string InvalidRequest = "InvalidRequestException";

    /// <summary>A request that cannot be carried out.</summary>
    /// <param name="athenaErrorCode">Athena's own code, <c>INVALID_QUERY_STATUS</c>.</param>
    /// <param name="message">What is wrong.</param>
    public static AwsServiceException Invalid(string athenaErrorCode, string message) =>
        new AthenaRequestException(athenaErrorCode, message);

    /// <summary>No such query.</summary>
    public static AwsServiceException NoSuchQuery(string id) =>
        Invalid("INVALID_INPUT", $"QueryExecution {id} was not found");
}
