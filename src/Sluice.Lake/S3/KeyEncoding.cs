using System.Xml.Linq;

namespace Sluice.Lake.S3;

/// <summary>How a listing writes keys: as they are, or percent-encoded for the characters that XML cannot carry (<c>encoding-type=url</c>).</summary>
internal readonly struct KeyEncoding
{
    private readonly bool url;

    private KeyEncoding(bool url) => this.url = url;

    public static KeyEncoding Of(S3Request request) => request.Parameter("encoding-type") switch
    {
        null or "" => new KeyEncoding(false),
        "url" => new KeyEncoding(true),
        var other => throw S3Errors.InvalidArgument("encoding-type", other, "Invalid Encoding Method specified in Request"),
    };

    /// <summary>The <c>EncodingType</c> element, if there is one.</summary>
    public XElement? Declaration => url ? S3Xml.Element("EncodingType", "url") : null;

    /// <summary>An element with a key, a prefix or a delimiter; nothing for null.</summary>
    public XElement? Element(string name, string? key) => S3Xml.Optional(name, key is null || !url ? key : Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal));
}
