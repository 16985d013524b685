using System.Reflection;

namespace SimdSeq.Conformance.Tests;

/// <summary>Layers whose matrices are too large for the caches that are near hold what the random stacks, which are small, hold.</summary>
public sealed class WideLayerTests(WideLayerTests.Models models) : IClassFixture<WideLayerTests.Models>
{
    private const string Layers =
        "[Lstm(61, returnSequences: true)] [Bidirectional] [SimpleRnn(97, returnSequences: true)] [Gru(67, resetAfter: false)] "
            + "[Dense(140)] [Dense(130)]";

    [Fact]
    public void Gradients_agree_with_central_differences() =>
        Assert.InRange(Checks.GradientError(models.Create<double>(), training: true, seed: 1), 0, Checks.GradientTolerance);

    [Fact]
    public void A_batch_is_its_samples_and_a_stream_is_the_batch()
    {
        Checks.BatchSplit(models.Create<float>(), seed: 2);
        StreamChecks.Streaming(models.Create<double>(), seed: 3);
    }

    [Fact]
    public void Threads_change_no_bit_and_steps_allocate_nothing() => Checks.Training(models.Create<float>, seed: 4);

    /// <summary>The model in both precisions.</summary>
    public sealed class Models
    {
        private readonly Assembly _assembly = ModelCompiler.Compile(Declare("Single") + Declare("Double"));

        internal SequenceModel<T> Create<T>() where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
            ModelCompiler.Create<T>(_assembly, typeof(T).Name, seed: 1);

        private static string Declare(string precision) =>
            $"[SequenceModel(steps: 3, features: 53, precision: Precision.{precision}, inputGradient: true)] "
                + $"{Layers} public sealed partial class {precision};\n";
    }
}
