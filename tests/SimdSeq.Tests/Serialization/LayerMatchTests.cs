using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Serialization;

/// <summary>Files of models with the same parameters and other layers, or with values that no model can use.</summary>
public sealed class LayerMatchTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void OtherKindsAndOptionsAreRefusedByName()
    {
        var refusal = Saved.Refused(new SmallGruBackwards(2), Saved.Bytes(new SmallGru(1)));
        Assert.Equal("the layers of SmallGruBackwards: gru: Gru(5, activation: Activation.Relu, goBackwards: true), dense: Dense(1, "
            + "activation: Activation.Sigmoid)", refusal.Expected);
        Assert.Equal("those of SmallGru: gru: Gru(5), dense: Dense(1)", refusal.Got);
        Assert.EndsWith("Load it into a model with the same layers or, if its parameters are meant for these, with new LoadOptions "
            + "{ AnyLayers = true }.", refusal.Message);
    }

    [Fact]
    public void LayersWithoutParametersCountToo()
    {
        var refusal = Saved.Refused(new SmallGruTurned(2), Saved.Bytes(new SmallGru(1)));
        Assert.Equal("the layers of SmallGruTurned: reverse: Reverse", refusal.Expected);
        Assert.Equal("those of SmallGru: no reverse", refusal.Got);
        refusal = Saved.Refused(new SmallGru(2), Saved.Bytes(new SmallGruTurned(1)));
        Assert.Equal("the layers of SmallGru: no reverse", refusal.Expected);
        Assert.Equal("those of SmallGruTurned: reverse: Reverse", refusal.Got);
        refusal = Saved.Refused(new TurnedAfter(2), Saved.Bytes(new TurnedBefore(1)));
        Assert.Equal("the layers of TurnedAfter: dense -> reverse", refusal.Expected);
        Assert.Equal("those of TurnedBefore: reverse -> dense", refusal.Got);
    }

    [Fact]
    public void WhatOnlyTrainingSeesDoesNotCount()
    {
        SmallGru model = new(1);
        SmallGruTrained other = new(2);
        other.Load(new MemoryStream(Saved.Bytes(model)));
        Assert.Equal(model.ParameterSha256(), other.ParameterSha256());
        model = new(3);
        model.Load(new MemoryStream(Saved.Bytes(other)));
        Assert.Equal(model.ParameterSha256(), other.ParameterSha256());
    }

    [Fact]
    public void OtherLayersLoadWhenAskedFor()
    {
        string path = Path.Combine(_folder.FullName, "model.bin");
        SmallGru model = new(1);
        model.Save(path);
        SmallGruBackwards other = new(2);
        other.Load(path, new LoadOptions { AnyLayers = true });
        Assert.Equal(model.ParameterSha256(), other.ParameterSha256());
        var everything = new LoadOptions { AnyLayers = true, AnyValues = true };
        Assert.Equal("the parameters of MoreFeatures: gru/kernel [4, 15]", // which no option lets pass
            Assert.Throws<ModelFormatException>(() => new MoreFeatures(1).Load(path, everything)).Expected);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void ValuesThatAreNotFiniteAreRefusedByPlace(float value, string name)
    {
        SmallGru model = new(1);
        float[] kernel = model.Parameters["gru/kernel"].Values.ToArray(), bias = [value];
        kernel[2 * 15 + 14] = value;
        model.Parameters["gru/kernel"].Set(kernel);
        var refusal = Saved.Refused(new SmallGru(2), Saved.Bytes(model));
        Assert.Equal("finite values", refusal.Expected);
        Assert.Equal($"{name} at gru/kernel[2, 14]", refusal.Got);

        SmallGru other = new(2);
        other.Load(new MemoryStream(Saved.Bytes(model)), new LoadOptions { AnyValues = true });
        Assert.Equal(model.ParameterSha256(), other.ParameterSha256());

        model = new(1);
        model.Parameters["dense/bias"].Set(bias);
        Assert.Equal($"{name} at dense/bias[0]", Saved.Refused(new SmallGru(2), Saved.Bytes(model)).Got);
    }

    [Fact]
    public void AFileTellsItsLayers()
    {
        string path = Path.Combine(_folder.FullName, "model.bin");
        new SmallGruTrained(1).Save(path);
        Assert.Equal("SmallGruTrained", ModelFile.ReadName(path));
        Assert.Equal([new("gru", "Gru(5)"), new("dense", "Dense(1)")], ModelFile.ReadLayers(path));
        new Wrapped(1).Save(path);
        Assert.Equal(
            [new("bidirectional", "Bidirectional(merge: Merge.Sum) Gru(4, returnSequences: true)"), new("flatten", "Flatten")],
            ModelFile.ReadLayers(path));
    }
}

[SequenceModel(steps: 7, features: 3)]
[Gru(5, Activation.Relu, goBackwards: true)]
[Dense(1, Activation.Sigmoid)]
public sealed partial class SmallGruBackwards;

[SequenceModel(steps: 7, features: 3)]
[Reverse]
[Gru(5)]
[Dense(1)]
public sealed partial class SmallGruTurned;

/// <summary>The layers of <see cref="SmallGru"/> for another number of steps, with what only training sees.</summary>
[SequenceModel(steps: 4, features: 3)]
[Gru(5, dropout: 0.1, recurrentDropout: 0.2, kernelInitializer: Initializer.HeNormal)]
[Dropout(0.5)]
[Dense(1, biasInitializer: Initializer.Ones)]
public sealed partial class SmallGruTrained;

[SequenceModel(steps: 4, features: 3)]
[Reverse]
[Dense(2)]
public sealed partial class TurnedBefore;

[SequenceModel(steps: 4, features: 3)]
[Dense(2)]
[Reverse]
public sealed partial class TurnedAfter;

[SequenceModel(steps: 4, features: 3)]
[Bidirectional(Merge.Sum)]
[Gru(4, returnSequences: true)]
[Flatten]
public sealed partial class Wrapped;
