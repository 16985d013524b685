using System.Reflection;
using System.Text;
using Xunit.Abstractions;

namespace SimdSeq.Conformance.Tests;

/// <summary>
/// Random cells, as users may write them, hold what the built-in ones hold. The seed is printed; SIMDSEQ_SEED repeats a run.
/// </summary>
public sealed class RandomCellTests(ITestOutputHelper output, RandomCellTests.Cells cells) : IClassFixture<RandomCellTests.Cells>
{
    private const int Steps = 4, Features = 3;

    [Fact]
    public void Answers_are_those_of_the_equations() => ForEach((cell, i) =>
    {
        var model = cells.Create<double>(i);
        double[] sample = Checks.Values<double>(Steps * Features, i), expected = cell.Answers(model, Cells.UnitsOf(i), sample);
        Assert.All(
            expected.Zip(model.Predict(sample)), pair => Assert.Equal(pair.First, pair.Second, 1e-12 * Math.Max(1, Math.Abs(pair.First))));
    });

    [Fact]
    public void Gradients_agree_with_central_differences() => ForEach((_, i) =>
    {
        double error = Checks.GradientError(cells.Create<double>(i), training: true, seed: i);
        Assert.True(error <= Checks.GradientTolerance, $"gradient off by {error:E2}");
    });

    [Fact]
    public void A_stream_is_the_batch_and_a_batch_its_samples() => ForEach((_, i) =>
    {
        StreamChecks.Streaming(cells.Create<double>(i), i);
        StreamChecks.Streaming(cells.Create<float>(i), i);
        Checks.BatchSplit(cells.Create<float>(i), i);
    });

    private void ForEach(Action<RandomCell, int> check) =>
        RandomRun.ForEach(
            output, [.. cells.Drawn.Select((cell, i) => cell.Declare($"Cell{i}"))], "cells", cells.Seed, i => check(cells.Drawn[i], i));

    /// <summary>The cells of this run, all in one compilation.</summary>
    public sealed class Cells
    {
        private readonly Assembly _assembly;

        public Cells()
        {
            Seed = RandomRun.NextSeed();
            Drawn = [.. Enumerable.Range(0, RandomRun.Stacks / 2).Select(i => new RandomCell(unchecked((int)Seed + i)))];
            var declarations = new StringBuilder();
            for (int i = 0; i < Drawn.Count; i++)
            {
                declarations.Append(Drawn[i].Declare($"Cell{i}"));
                string dropout = i % 3 == 0 ? ", dropout: 0.25, recurrentDropout: 0.5" : "";
                var stack = new RandomStack(Steps, Features, [$"Recurrent<Cell{i}>({UnitsOf(i)}, returnSequences: true{dropout})"]);
                foreach (var precision in Enum.GetValues<Precision>())
                    declarations.Append(stack.Declare($"{precision}{i}", precision, variableLength: i % 2 == 0));
            }

            _assembly = ModelCompiler.Compile(declarations.ToString());
        }

        public ulong Seed { get; }

        internal IReadOnlyList<RandomCell> Drawn { get; }

        public static int UnitsOf(int cell) => 1 + cell % 7;

        public SequenceModel<T> Create<T>(int cell) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
            ModelCompiler.Create<T>(_assembly, $"{typeof(T).Name}{cell}", seed: cell + 1);
    }
}
