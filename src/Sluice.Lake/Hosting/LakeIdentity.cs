namespace Sluice.Lake.Hosting;

/// <summary>Who the lake is on AWS's map: the account, region and partition in every ARN that it makes.</summary>
/// <param name="AccountId">Twelve digits.</param>
/// <param name="Region">A region name.</param>
public sealed record LakeIdentity(string AccountId = "000000000000", string Region = "eu-west-1")
{
    /// <summary>The ARN partition.</summary>
    public const string Partition = "aws";

    /// <summary>An ARN in this account and region: <c>arn:aws:athena:eu-west-1:000000000000:workgroup/primary</c>.</summary>
    public string Arn(string service, string resource) => $"arn:{Partition}:{service}:{Region}:{AccountId}:{resource}";
}
