using System.Text;
using Sluice.Incoming;

namespace Sluice.Tests.Incoming;

public sealed class ParquetSignatureTests
{
    [Theory]
    [InlineData(12, "PAR1")]
    [InlineData(5_000_000_000, "PAR1")]
    [InlineData(100, "PARE")]
    public void Check_WholeFile_Passes(long size, string end) => ParquetSignature.Check("incoming/a.parquet", size, Encoding.ASCII.GetBytes(end));

    [Theory]
    [InlineData(0, "", "it has 0 bytes, the smallest has 12")]
    [InlineData(11, "PAR1", "it has 11 bytes")]
    [InlineData(100, "PAR2", "it ends with the bytes 50415232, where PAR1 is expected")]
    [InlineData(100, "PAR", "it ends with the bytes 504152")]
    public void Check_OtherFile_NamesItAndWhatIsWrong(long size, string end, string message)
    {
        var problem = Assert.Throws<IncomingFilesException>(() => ParquetSignature.Check("incoming/a.parquet", size, Encoding.ASCII.GetBytes(end)));

        Assert.StartsWith("The file 'incoming/a.parquet' is not a", problem.Message, StringComparison.Ordinal);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("Deliver it again, then drop the done-file again.", problem.Message, StringComparison.Ordinal);
    }
}
