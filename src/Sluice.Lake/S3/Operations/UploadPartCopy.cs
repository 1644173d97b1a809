using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Lake.S3.Bodies;
using Sluice.Lake.S3.Multipart;

namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html">UploadPartCopy</see></summary>
internal sealed partial class UploadPartCopy(ObjectStore store)
    : S3Operation(["uploadId", "partNumber"], ["x-amz-copy-source-range", .. CopySource.Headers])
{
    public override async Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.CheckBucket(request.Bucket);
        var number = PartNumber.Of(request);
        var upload = store.Uploads.Get(request.Bucket, request.Key, request.Parameter("uploadId")!); // what the request is routed by
        var source = CopySource.Find(request, store);
        var range = Range(request, source);
        var part = await upload.AddAsync(
            number, path => FileCopy.CopyAsync(source.FilePath, range, path, upload.Algorithm, cancellationToken), () => store.Now);
        await S3Xml.WriteAsync(
            request,
            S3Xml.Element(
                "CopyPartResult",
                S3Xml.Element("ETag", part.ETag),
                S3Xml.Element("LastModified", S3Xml.Date(part.LastModified)),
                S3Xml.Checksums(part.Checksums, withType: false)),
            cancellationToken);
    }

    // Unlike a read's range, this one must be exact: bytes=first-last, inside the source.
    private static ByteRange Range(S3Request request, StoredObject source)
    {
        var range = request.Header("x-amz-copy-source-range") is { } header ? Range(header, source.Size) : new ByteRange(0, source.Size);
        return range.Length <= BodyReceiver.Largest
            ? range
            : throw S3Errors.InvalidRequest($"The specified copy source is larger than the maximum allowable size for a copy source: {BodyReceiver.Largest}");
    }

    private static ByteRange Range(string header, long size)
    {
        const string Name = "x-amz-copy-source-range";
        var form = Form().Match(header);
        if (!form.Success || !Number(form.Groups[1], out var first) || !Number(form.Groups[2], out var last) || last < first)
        {
            throw S3Errors.InvalidArgument(
                Name, header, "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy");
        }

        return first >= size ? throw S3Errors.InvalidRequest("The specified copy range is invalid for the source object size")
            : last >= size ? throw S3Errors.InvalidArgument(Name, header, $"Range specified is not valid for source object of size: {size}")
            : new ByteRange(first, last - first + 1);
    }

    private static bool Number(Group digits, out long value) => long.TryParse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    [GeneratedRegex("^bytes=([0-9]+)-([0-9]+)$")]
    private static partial Regex Form();
}
