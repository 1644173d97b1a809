using System.Xml.Linq;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html">DeleteObjects</see></summary>
internal sealed class DeleteObjects(ObjectStore store) : S3Operation(["delete"], [])
{
    private const int Largest = 1000;

    public override async Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.CheckBucket(request.Bucket);
        var document = await S3Xml.ReadAsync(request, "Delete", cancellationToken) ?? throw S3Errors.MalformedXml("the body is empty, expected Delete.");
        document.Allow("Object", "Quiet");
        var objects = document.Children("Object").ToList();
        if (objects.Count is 0 or > Largest)
        {
            throw S3Errors.MalformedXml($"{objects.Count} objects, expected 1 to {Largest}.");
        }

        var quiet = string.Equals(document.Child("Quiet"), "true", StringComparison.OrdinalIgnoreCase);
        await S3Xml.WriteAsync(request, S3Xml.Element("DeleteResult", objects.Select(named => Delete(request.Bucket, named, quiet))), cancellationToken);
    }

    private XElement? Delete(string bucket, XElement named, bool quiet)
    {
        var key = named.Child("Key") ?? throw S3Errors.MalformedXml("an Object has no Key.");
        try
        {
            named.Allow("Key", "ETag");
            ObjectStore.CheckKey(key);
            store.Delete(bucket, key, new WriteCondition(IfAbsent: false, named.Child("ETag")));
            return quiet ? null : S3Xml.Element("Deleted", S3Xml.Element("Key", key));
        }
        catch (AwsServiceException exception)
        {
            return S3Xml.Element("Error", S3Xml.Element("Key", key), S3Xml.Element("Code", exception.Code), S3Xml.Element("Message", exception.Message));
        }
    }
}
