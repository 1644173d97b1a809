using System.Globalization;
using System.Xml.Linq;
using Sluice.Lake.S3.Bodies;
using Sluice.Lake.S3.Multipart;

namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html">CompleteMultipartUpload</see></summary>
internal sealed class CompleteMultipartUpload(ObjectStore store)
    : S3Operation(["uploadId"], ["x-amz-checksum-type", "x-amz-mp-object-size"])
{
    public override async Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.CheckBucket(request.Bucket);
        var upload = store.Uploads.Get(request.Bucket, request.Key, request.Parameter("uploadId")!); // what the request is routed by
        var document = await ReadAsync(request, cancellationToken);
        var named = document.Children("Part").Select(Named).ToList();
        if (named.Count == 0)
        {
            throw S3Errors.MalformedXml("CompleteMultipartUpload names no Part.");
        }

        StoredObject stored;
        var path = store.NewFile();
        upload.Take();
        try
        {
            var parts = PartAssembly.Choose(upload, named);
            CheckSize(request, parts.Sum(part => part.Size));
            var condition = request.WriteCondition();
            condition.Check(store.Find(request.Bucket, request.Key), request.Key); // before the work; checked again when it is written
            var draft = await PartAssembly.AssembleAsync(upload, parts, path, cancellationToken);
            CheckChecksum(request, draft.Checksums);
            stored = store.Write(request.Bucket, request.Key, draft, condition, "CompleteMultipartUpload");
        }
        catch
        {
            upload.GiveBack();
            throw;
        }
        finally
        {
            File.Delete(path); // gone already when it has become an object
        }

        store.Uploads.Remove(upload);
        await S3Xml.WriteAsync(
            request,
            S3Xml.Element(
                "CompleteMultipartUploadResult",
                S3Xml.Element("Location", $"{request.Http.Request.Scheme}://{request.Http.Request.Host}{request.Http.Request.Path.ToUriComponent()}"),
                S3Xml.Element("Bucket", stored.Bucket),
                S3Xml.Element("Key", stored.Key),
                S3Xml.Element("ETag", stored.ETag),
                S3Xml.Checksums(stored.Checksums)),
            cancellationToken);
    }

    private static async Task<XElement> ReadAsync(S3Request request, CancellationToken cancellationToken) =>
        await S3Xml.ReadAsync(request, "CompleteMultipartUpload", cancellationToken, checksumIsOfBody: false) // a checksum in a header is the object's
        ?? throw S3Errors.MalformedXml("the body is empty, expected CompleteMultipartUpload.");

    private static NamedPart Named(XElement element)
    {
        element.Allow(["PartNumber", "ETag", .. ChecksumAlgorithm.All.Select(algorithm => "Checksum" + algorithm.Name)]);
        var number = element.Child("PartNumber");
        return new NamedPart(
            int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw S3Errors.MalformedXml($"PartNumber '{number}' is not a number."),
            element.Child("ETag") ?? throw S3Errors.MalformedXml($"part {number} has no ETag."),
            ChecksumAlgorithm.All
                .Where(algorithm => element.Child("Checksum" + algorithm.Name) is not null)
                .ToDictionary(algorithm => algorithm.Name, algorithm => element.Child("Checksum" + algorithm.Name)!)); // as the line above says
    }

    private static void CheckSize(S3Request request, long size)
    {
        if (request.Header("x-amz-mp-object-size") is { } promised && promised != size.ToString(CultureInfo.InvariantCulture))
        {
            throw S3Errors.InvalidRequest($"The provided 'x-amz-mp-object-size' header value does not match what was computed: {promised} and {size}.");
        }
    }

    private static void CheckChecksum(S3Request request, IReadOnlyDictionary<string, string>? checksums)
    {
        foreach (var algorithm in ChecksumAlgorithm.All)
        {
            if (request.Header(algorithm.Header) is { } promised && checksums?.GetValueOrDefault(algorithm.Name) is var computed && computed != promised)
            {
                throw S3Errors.BadDigest(algorithm.Name, promised, computed ?? "none");
            }
        }
    }
}
