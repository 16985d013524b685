namespace SimdSeq.Tests.Models;

public sealed class ParameterTests
{
    private const string Names = "gru/kernel, gru/recurrent_kernel, gru/bias, dense/kernel, dense/bias";

    private readonly SmallGru _model = new(1);

    [Fact]
    public void TheyHaveKerasNamesAndShapes()
    {
        Assert.Equal(
            ["gru/kernel [3, 15]", "gru/recurrent_kernel [5, 15]", "gru/bias [2, 15]", "dense/kernel [5, 1]", "dense/bias [1]"],
            _model.Parameters.Select(parameter => parameter.ToString()));
        Assert.Equal(45 + 75 + 30 + 5 + 1, _model.ParameterCount);
        Assert.Equal(_model.ParameterCount, _model.Parameters.ToArray().Length);
        Assert.Same(_model.Parameters[1], _model.Parameters["gru/recurrent_kernel"]);
    }

    [Fact]
    public void AnUnknownNameListsTheKnownOnes() =>
        Assert.Equal(
            $"No parameter 'kernel'. The model has: {Names}.",
            Assert.Throws<KeyNotFoundException>(() => _model.Parameters["kernel"]).Message);

    [Fact]
    public void SettingOneChangesTheAnswers()
    {
        float[] inputs = Samples.Values<float>(21, 1), before = _model.Predict(inputs);
        foreach (var parameter in _model.Parameters)
        {
            float[] kept = parameter.Values.ToArray();
            parameter.Set([.. kept.Select(value => value + 0.25f)]);
            Assert.NotEqual(before, _model.Predict(inputs));
            parameter.Set(kept);
            Samples.Same<float>(before, _model.Predict(inputs));
        }
    }

    [Fact]
    public void WrongLengthsAreRefusedAndChangeNothing()
    {
        string before = _model.ParameterSha256();
        Assert.StartsWith(
            "gru/bias has shape [2, 15] = 30 values; got 15.",
            Assert.Throws<ArgumentException>(() => _model.Parameters["gru/bias"].Set(new float[15])).Message);
        Assert.StartsWith(
            "The model has 156 values; got 157.", Assert.Throws<ArgumentException>(() => _model.Parameters.Set(new float[157])).Message);
        Assert.Equal(before, _model.ParameterSha256());
    }

    [Fact]
    public void TheHashSeesEveryBit()
    {
        float[] values = _model.Parameters.ToArray();
        var seen = new HashSet<string> { _model.ParameterSha256() };
        for (int i = 0; i < values.Length; i++)
        {
            float[] changed = [.. values];
            changed[i] = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(changed[i]) ^ 1);
            _model.Parameters.Set(changed);
            Assert.True(seen.Add(_model.ParameterSha256()), $"value {i}");
        }
    }
}
