using System.Globalization;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Secrets.Operations;

/// <summary><see href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html"/>, by name.</summary>
internal sealed class ListSecrets(SecretStore store) : SecretsOperation<ListSecrets.Request, ListSecrets.Response>(store)
{
    private const int MaxPage = 100;

    /// <inheritdoc/>
    protected override Response Handle(Request request)
    {
        if (request.MaxResults is < 1 or > MaxPage)
        {
            throw SecretsErrors.InvalidParameter($"MaxResults is {request.MaxResults}: it must be between 1 and {MaxPage}.");
        }

        var start = 0;
        if (request.NextToken is { } token && (!int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out start)))
        {
            throw new AwsServiceException("InvalidNextTokenException", "The NextToken is not one that ListSecrets returned.");
        }

        var size = request.MaxResults ?? MaxPage;
        var all = Store.All();
        return new Response
        {
            SecretList = all.Skip(start).Take(size).Select(static record => new Entry
            {
                Arn = record.Arn,
                Name = record.Name,
                Description = record.Description,
                Tags = record.Tags,
                CreatedDate = record.CreatedDate,
                LastChangedDate = record.LastChangedDate,
                SecretVersionsToStages = record.Stages(),
            }).ToList(),
            NextToken = start + size < all.Count ? (start + size).ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    internal sealed record Request
    {
        public int? MaxResults { get; init; }

        public string? NextToken { get; init; }

        /// <summary>Nothing is planned for deletion in the lake: what is deleted goes at once.</summary>
        public bool? IncludePlannedDeletion { get; init; }
    }

    internal sealed record Response
    {
        public required IReadOnlyList<Entry> SecretList { get; init; }

        public string? NextToken { get; init; }
    }

    internal sealed record Entry : SecretDescription
    {
        public required IReadOnlyDictionary<string, IReadOnlyList<string>> SecretVersionsToStages { get; init; }
    }
}
