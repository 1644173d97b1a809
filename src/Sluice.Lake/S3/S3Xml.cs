using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Sluice.Lake.S3.Bodies;

namespace Sluice.Lake.S3;

/// <summary>S3's XML documents.</summary>
internal static class S3Xml
{
    private const int LargestDocument = 2 * 1024 * 1024;

    private static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    // Keys may hold control characters, which S3 too writes as character references that XML 1.0 does not allow.
    private static readonly XmlWriterSettings Writing = new() { Encoding = new UTF8Encoding(false), CheckCharacters = false };

    private static readonly XmlReaderSettings Reading = new() { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = false, XmlResolver = null };

    /// <summary>An element in S3's name space; null content is left out.</summary>
    public static XElement Element(string name, params object?[] content) => new(Namespace + name, content);

    /// <summary>An element, or nothing when there is no value.</summary>
    public static XElement? Optional(string name, object? value) => value is null ? null : Element(name, value);

    /// <summary>A date: <c>2026-11-21T06:00:00.000Z</c>.</summary>
    public static string Date(DateTimeOffset date) => date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The <c>Checksum…</c> elements and the type of checksum; none for no checksums.</summary>
    public static IEnumerable<XElement> Checksums(IReadOnlyDictionary<string, string> checksums, bool withType = true)
    {
        foreach (var (algorithm, value) in checksums)
        {
            yield return Element("Checksum" + algorithm, value);
            if (withType)
            {
                yield return Element("ChecksumType", ChecksumType.Of(value));
            }
        }
    }

    /// <summary>Answers with a document.</summary>
    public static async Task WriteAsync(S3Request request, XElement root, CancellationToken cancellationToken)
    {
        var bytes = Bytes(root);
        request.Response.ContentType = "application/xml";
        request.Response.ContentLength = bytes.Length;
        await request.Response.Body.WriteAsync(bytes, cancellationToken);
    }

    public static byte[] Bytes(XElement root)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, Writing))
        {
            new XDocument(root).Save(writer);
        }

        return stream.ToArray();
    }

    /// <summary>Reads the request's document; null when the body is empty.</summary>
    /// <param name="request">Whose body.</param>
    /// <param name="rootName">What the document must be.</param>
    /// <param name="cancellationToken">Ends it when the client has left.</param>
    /// <param name="checksumIsOfBody">False when checksum headers are about something else than this document.</param>
    /// <exception cref="S3Exception"><c>MalformedXML</c>.</exception>
    public static async Task<XElement?> ReadAsync(S3Request request, string rootName, CancellationToken cancellationToken, bool checksumIsOfBody = true)
    {
        var bytes = await BodyReceiver.ReceiveBytesAsync(request, LargestDocument, checksumIsOfBody, cancellationToken);
        if (bytes.Length == 0)
        {
            return null;
        }

        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes), Reading);
            var root = XElement.Load(reader, LoadOptions.PreserveWhitespace);
            return root.Name.LocalName == rootName ? root : throw S3Errors.MalformedXml($"the root is {root.Name.LocalName}, expected {rootName}.");
        }
        catch (XmlException exception)
        {
            throw S3Errors.MalformedXml(exception.Message);
        }
    }

    /// <summary>The elements inside another, by local name: some clients leave the name space out.</summary>
    public static IEnumerable<XElement> Children(this XElement element, string name) =>
        element.Elements().Where(child => child.Name.LocalName == name);

    /// <summary>The text of the one element of that name; null when there is none.</summary>
    public static string? Child(this XElement element, string name) => element.Children(name).FirstOrDefault()?.Value;

    /// <summary>Throws for an element that the lake does not know.</summary>
    public static void Allow(this XElement element, params ReadOnlySpan<string> names)
    {
        foreach (var child in element.Elements())
        {
            if (!names.Contains(child.Name.LocalName))
            {
                throw S3Errors.NotImplemented($"the element {child.Name.LocalName} in {element.Name.LocalName}");
            }
        }
    }
}
