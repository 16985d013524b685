using SimdSeq.Data;

namespace SimdSeq.Conformance.Tests;

/// <summary>A cell that a user writes is as good as the library's.</summary>
public sealed class UserCellTests
{
    [Fact]
    public void A_users_gru_has_the_bits_of_the_librarys_and_trains_like_it()
    {
        const int Features = 5, Units = 7;
        var assembly = ModelCompiler.Compile(UserCells.Source
            + "[SequenceModel(9, 5)] [Gru(7, useBias: false)] [Dense(1)] public sealed partial class Theirs;"
            + "[SequenceModel(9, 5)] [Recurrent<OwnGru>(7)] [Dense(1)] public sealed partial class Ours;");
        SequenceModel<float> library = ModelCompiler.Create<float>(assembly, "Theirs", 3),
            user = ModelCompiler.Create<float>(assembly, "Ours", 4);
        Assert.Equal(
            ["own_gru/wz", "own_gru/wr", "own_gru/wh", "own_gru/uz", "own_gru/ur", "own_gru/uh", "dense/kernel", "dense/bias"],
            user.Parameters.Select(parameter => parameter.Name));
        for (int gate = 0; gate < 3; gate++)
        {
            user.Parameters[gate].Set(Columns(library.Parameters["gru/kernel"], Features, gate));
            user.Parameters[3 + gate].Set(Columns(library.Parameters["gru/recurrent_kernel"], Units, gate));
        }

        user.Parameters["dense/kernel"].Set(library.Parameters["dense/kernel"].Values);
        var data = new ArrayDataset<float>(Checks.Values<float>(40 * 9 * 5, 1), Checks.Values<float>(40, 2), 9, 5);
        Assert.Equal(library.Predict(data), user.Predict(data));
        foreach (var model in (SequenceModel<float>[])[library, user])
            model.Fit(data, new FitOptions { Epochs = 3, Optimizer = new RmsProp(0.01) });
        // Three matrices instead of one with three blocks: the state's gradient is summed in another order.
        Assert.All(library.Predict(data).Zip(user.Predict(data)), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));

        static float[] Columns(Parameter<float> kernel, int rows, int gate) =>
            [.. Enumerable.Range(0, rows).SelectMany(row => kernel.Values.Slice(row * 3 * Units + gate * Units, Units).ToArray())];
    }

    [Fact]
    public void A_cell_is_not_run() =>
        Assert.Contains(
            "never runs", Assert.Throws<InvalidOperationException>(() => CellMath.Tanh(default)).Message, StringComparison.Ordinal);
}
