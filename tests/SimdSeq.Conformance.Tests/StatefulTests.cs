using SimdSeq.Data;

namespace SimdSeq.Conformance.Tests;

/// <summary>A stateful model goes on where it ended.</summary>
public sealed class StatefulTests
{
    private const string Layers = "[SimpleRnn(131, returnSequences: true{0})] [Lstm(5, returnSequences: true{0})] "
        + "[Recurrent<MinimalGatedUnit>(4{0})] [Dense(2)]";

    private static readonly System.Reflection.Assembly Models = ModelCompiler.Compile(UserCells.Source
        + "[SequenceModel(12, 3)]" + string.Format(null, Layers, "") + "public sealed partial class Whole;"
        + "[SequenceModel(4, 3)]" + string.Format(null, Layers, ", stateful: true") + "public sealed partial class Parts;"
        + "[SequenceModel(4, 3)] [Bidirectional] [Gru(3, stateful: true)] public sealed partial class BothWays;");

    [Fact]
    public void Three_calls_on_the_parts_answer_as_one_on_the_whole()
    {
        const int Samples = 21, Width = 12 * 3;
        SequenceModel<float> whole = ModelCompiler.Create<float>(Models, "Whole", 1),
            parts = ModelCompiler.Create<float>(Models, "Parts", 1);
        float[] inputs = Checks.Values<float>(Samples * Width, 2);
        for (int round = 0; round < 2; round++) // the second one after a reset
        {
            float[] last = [];
            for (int part = 0; part < 3; part++)
                last = parts.Predict(
                    [.. Enumerable.Range(0, Samples).SelectMany(sample => inputs.AsSpan(sample * Width + part * 12, 12).ToArray())]);
            Assert.Equal(whole.Predict(inputs), last);
            parts.ResetStates();
        }
    }

    [Fact]
    public void Training_goes_on_from_batch_to_batch_and_threads_change_nothing()
    {
        var data = new ArrayDataset<float>(Checks.Values<float>(120 * 12, 3), Checks.Values<float>(120 * 2, 4), 4, 3, 2);
        var results = new List<string>();
        foreach (int threads in (int[])[1, 2, 4])
        {
            var model = ModelCompiler.Create<float>(Models, "Parts", 5);
            model.Fit(data, new FitOptions { BatchSize = 40, Shuffle = false, Threads = threads });
            results.Add(model.ParameterSha256());
        }

        var forgetful = ModelCompiler.Create<float>(Models, "Parts", 5);
        for (int batch = 0; batch < 3; batch++) forgetful.ResetStates();
        Assert.Single(results.Distinct());
        float[] kept = ModelCompiler.Create<float>(Models, "Parts", 5).Predict(data), again = forgetful.Predict(data);
        Assert.Equal(kept, again);
        Assert.NotEqual(again, forgetful.Predict(data));
    }

    [Fact]
    public void Samples_in_random_order_are_refused()
    {
        var data = new ArrayDataset<float>(Checks.Values<float>(12 * 4, 3), Checks.Values<float>(4 * 2, 4), 4, 3, 2);
        var error = Assert.Throws<ArgumentException>(() => ModelCompiler.Create<float>(Models, "Parts", 5).Fit(data, new FitOptions()));
        Assert.Contains("Shuffle = false", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_directions_keep_states_of_their_own()
    {
        var model = ModelCompiler.Create<float>(Models, "BothWays", 6);
        float[] inputs = Checks.Values<float>(12, 7), first = model.Predict(inputs), second = model.Predict(inputs);
        for (int half = 0; half < 2; half++) Assert.NotEqual(first[(3 * half)..(3 * half + 3)], second[(3 * half)..(3 * half + 3)]);
        model.ResetStates();
        Assert.Equal(first, model.Predict(inputs));
    }
}
