using System.Text;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Serialization;

/// <summary>Whole files that belong to other models.</summary>
public sealed class OtherModelTests
{
    [Fact]
    public void OtherPrecision()
    {
        var refusal = Saved.Refused(new SmallGru(2), Saved.Bytes(new SmallGruInDouble(1)));
        Assert.Equal("values of float (4 bytes), as SmallGru has", refusal.Expected);
        Assert.Equal("double (8 bytes)", refusal.Got);
        refusal = Saved.Refused(new SmallGruInDouble(2), Saved.Bytes(new SmallGru(1)));
        Assert.Equal("float (4 bytes)", refusal.Got);
    }

    [Fact]
    public void OtherShapesAreListedByName()
    {
        var refusal = Saved.Refused(new SmallGru(2), Saved.Bytes(new MoreFeatures(1)));
        Assert.Equal("the parameters of SmallGru: gru/kernel [3, 15]", refusal.Expected);
        Assert.Equal("those of MoreFeatures: gru/kernel [4, 15]", refusal.Got);
    }

    [Fact]
    public void MissingAndSurplusParametersAreListed()
    {
        var refusal = Saved.Refused(new SmallGru(2), Saved.Bytes(new OtherLayers(1)));
        Assert.Equal(
            "the parameters of SmallGru: gru/bias [2, 15], dense/kernel [5, 1], dense/bias [1], no dense_1/kernel, no dense_1/bias",
            refusal.Expected);
        Assert.Equal(
            "those of OtherLayers: no gru/bias, dense/kernel [5, 2], dense/bias [2], dense_1/kernel [2, 1], dense_1/bias [1]", refusal.Got);
    }

    [Fact]
    public void ANameThatComesTwiceIsRefused()
    {
        byte[] file = Saved.Bytes(new SmallGru(1));
        int at = file.AsSpan().IndexOf("gru/kernel"u8);
        Encoding.UTF8.GetBytes("dense/bias").CopyTo(file, at); // as long as the name it replaces
        var refusal = Saved.Refused(new SmallGru(2), Saved.Sealed(file));
        Assert.Contains("no gru/kernel", refusal.Got);
        Assert.Contains("dense/bias [3, 15] and dense/bias [1]", refusal.Got);
    }
}
