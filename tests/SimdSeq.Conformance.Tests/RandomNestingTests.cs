using System.Numerics;
using System.Reflection;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace SimdSeq.Conformance.Tests;

/// <summary>Random models on nested sequences hold what a model must hold. SIMDSEQ_SEED repeats a run.</summary>
public sealed class RandomNestingTests(ITestOutputHelper output, RandomNestingTests.Nestings nestings)
    : IClassFixture<RandomNestingTests.Nestings>
{
    [Fact]
    public void Gradients_agree_with_central_differences() => ForEach(nesting =>
    {
        foreach (bool training in (bool[])[true, false])
        {
            double error = Checks.GradientError(nestings.Create<double>("Double", nesting), training, seed: nesting);
            Assert.True(error <= Checks.GradientTolerance, $"gradient off by {error:E2} (training: {training})");
        }
    });

    [Fact]
    public void A_batch_is_its_samples() => ForEach(nesting =>
    {
        Checks.BatchSplit(nestings.Create<float>("Single", nesting), nesting);
        Checks.BatchSplit(nestings.Create<double>("Double", nesting), nesting);
    });

    [Fact]
    public void Threads_change_no_bit_and_steps_allocate_nothing()
    {
        int diverged = 0;
        ForEach(nesting => diverged += Checks.Training(() => nestings.Create<float>("Single", nesting), nesting) ? 1 : 0);
        Assert.InRange(diverged, 0, 1 + nestings.Drawn.Count / 50);
    }

    [Fact]
    public void Prediction_allocates_nothing() => ForEach(nesting => Checks.Allocation(nestings.Create<float>("Single", nesting), nesting));

    [Fact]
    public void Fewer_and_shorter_groups_are_the_sample()
    {
        ForEach(nesting =>
        {
            if (!nestings.Drawn[nesting].CanBePadded) return;
            Padding(nestings.Create<float>("PaddedSingle", nesting), nestings.Create<float>("ShortSingle", nesting), nesting);
            Padding(nestings.Create<double>("PaddedDouble", nesting), nestings.Create<double>("ShortDouble", nesting), nesting);
        });
        Assert.Contains(nestings.Drawn, drawn => drawn.CanBePadded);
    }

    // A sample of fewer groups, each of fewer steps, gives what the model of just these sizes gives, to the bit, whatever lies elsewhere.
    private static void Padding<T>(SequenceModel<T> padded, SequenceModel<T> whole, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        whole.Parameters.Set(padded.Parameters.ToArray());
        int groups = whole.Layout.Groups!.Value, steps = whole.Steps / groups, width = whole.Features;
        int all = padded.Layout.Groups!.Value, allSteps = padded.Steps / all;
        T[] inputs = new Samples<T>(whole, 1, seed).Values, longer = new T[3 * padded.SampleValues], outputs = new T[3 * padded.Outputs];
        var lengths = new int[3 * all];
        longer.AsSpan().Fill(T.NaN);
        foreach (int sample in (int[])[0, 2])
        {
            for (int group = 0; group < groups; group++)
            {
                lengths[sample * all + group] = steps;
                inputs.AsSpan(group * steps * width, steps * width)
                    .CopyTo(longer.AsSpan(sample * padded.SampleValues + group * allSteps * width));
            }
        }

        padded.Predict(longer, lengths, outputs);
        T[] expected = whole.Predict(inputs);
        Checks.Same(padded, "padded", expected, outputs.AsSpan(0, expected.Length));
        Checks.Same(padded, "padded, elsewhere in the batch", expected, outputs.AsSpan(2 * padded.Outputs, expected.Length));

        T[] weights = Checks.Values<T>(expected.Length, seed + 1), paddedWeights = new T[padded.Outputs];
        weights.CopyTo(paddedWeights, 0);
        var (wanted, _) = new Probe<T>(whole, training: true).Gradients(inputs, weights);
        var (got, _) = new Probe<T>(padded, training: true)
            .Gradients(longer.AsSpan(0, padded.SampleValues), paddedWeights, lengths.AsSpan(0, all));
        double scale = wanted.Select(value => Math.Abs(double.CreateTruncating(value))).DefaultIfEmpty().Max() + 1e-3;
        double tolerance = typeof(T) == typeof(float) ? 1e-5 : 1e-13;
        bool isSame = wanted.Zip(got).All(pair => Math.Abs(double.CreateTruncating(pair.First - pair.Second)) <= tolerance * scale);
        Assert.True(
            isSame, $"gradients of a padded sample: expected {string.Join(" ", wanted)}, got {string.Join(" ", got)}\n{padded.Summary()}");
    }

    private void ForEach(Action<int> check) =>
        RandomRun.ForEach(output, [.. nestings.Drawn.Select(drawn => drawn.ToString())], "nestings", nestings.Seed, check);

    /// <summary>A quarter as many as stacks, once in each precision, all in one compilation.</summary>
    public sealed class Nestings
    {
        private readonly Assembly _assembly;

        public Nestings()
        {
            Seed = RandomRun.NextSeed();
            // And some that can be padded: of fifty there may be none.
            var padded = RandomNesting.Generator.Where(drawn => drawn.CanBePadded);
            Drawn = [.. RandomNesting.Generator.Sample((RandomRun.Stacks + 3) / 4, new Rnd(Seed), 10),
                .. padded.Sample(5, new Rnd(Seed), 10)];
            var declarations = new StringBuilder("using static SimdSeq.Layers;\n");
            for (int i = 0; i < Drawn.Count; i++)
            {
                foreach (var precision in Enum.GetValues<Precision>())
                {
                    declarations.Append(Drawn[i].Declare($"{precision}{i}", precision));
                    if (!Drawn[i].CanBePadded) continue;
                    declarations.Append(Drawn[i].Declare($"Padded{precision}{i}", precision, variableLength: true));
                    declarations.Append(
                        Drawn[i].Declare($"Short{precision}{i}", precision, groups: Drawn[i].Fewer, steps: Drawn[i].Group.Shorter));
                }
            }

            _assembly = ModelCompiler.Compile(declarations.ToString());
        }

        public ulong Seed { get; }

        public IReadOnlyList<RandomNesting> Drawn { get; }

        public SequenceModel<T> Create<T>(string name, int nesting) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            ModelCompiler.Create<T>(_assembly, $"{name}{nesting}", seed: nesting + 1);
    }
}
