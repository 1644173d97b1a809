using System.Security.Cryptography;
using System.Text;
using Sluice.Lake.Hosting;

namespace Sluice.Lake.Secrets;

/// <summary>
/// A secret's ARN. AWS puts six random letters after the name; the lake takes them from the name, so that a template's
/// <c>Ref</c> gives the same ARN each time, before there is a secret.
/// </summary>
internal static class SecretArn
{
    private const int SuffixLength = 6;

    internal static string Of(LakeIdentity identity, string name) =>
        identity.Arn("secretsmanager", $"secret:{name}-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..SuffixLength]}");
}
