using System.Reflection;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace SimdSeq.Conformance.Tests;

/// <summary>
/// Random methods as models, compiled by the real generator, hold everything a model must hold. SIMDSEQ_SEED repeats a run.
/// </summary>
public sealed class RandomGraphTests(ITestOutputHelper output, RandomGraphTests.Graphs graphs) : IClassFixture<RandomGraphTests.Graphs>
{
    [Fact]
    public void Gradients_agree_with_central_differences() => ForEach(graph =>
    {
        foreach (bool training in (bool[])[true, false])
        {
            double error = Checks.GradientError(graphs.Create<double>("Double", graph), training, seed: graph);
            Assert.True(error <= Checks.GradientTolerance, $"gradient off by {error:E2} (training: {training})");
        }
    });

    [Fact]
    public void A_wrong_gradient_is_noticed() =>
        Checks.AWrongGradientIsNoticed(Enumerable.Range(0, graphs.Drawn.Count).Select(graph => graphs.Create<double>("Double", graph)),
            graphs.Seed);

    [Fact]
    public void A_batch_is_its_samples() => ForEach(graph =>
    {
        Checks.BatchSplit(graphs.Create<float>("Single", graph), graph);
        Checks.BatchSplit(graphs.Create<double>("Double", graph), graph);
    });

    [Fact]
    public void A_stream_is_the_batch()
    {
        int strided = 0, delayed = 0;
        ForEach(graph =>
        {
            StreamChecks.Streaming(graphs.Create<float>("Single", graph), graph);
            StreamChecks.Streaming(graphs.Create<double>("Double", graph), graph);
            if (graphs.Create<float>("Single", graph).Layout.AnswerRates.Length > 0) strided++;
            if (graphs.Create<float>("Single", graph).Layout.Delay > 0) delayed++;
        });
        output.WriteLine($"{strided} do not answer every step, {delayed} some steps later");
        Assert.True(strided >= graphs.Drawn.Count / 50, $"{strided} do not answer every step");
        Assert.True(delayed >= graphs.Drawn.Count / 50, $"{delayed} answer some steps later");
    }

    [Fact]
    public void Threads_change_no_bit_and_steps_allocate_nothing()
    {
        int diverged = 0;
        ForEach(graph => diverged += Checks.Training(() => graphs.Create<float>("Single", graph), graph) ? 1 : 0);
        Assert.InRange(diverged, 0, 1 + graphs.Drawn.Count / 50);
    }

    [Fact]
    public void Prediction_and_streams_allocate_nothing() =>
        ForEach(graph => Checks.Allocation(graphs.Create<float>("Single", graph), graph));

    [Fact]
    public void A_padded_sample_is_the_sample() => ForEach(graph =>
    {
        if (!graphs.Drawn[graph].CanBePadded) return;
        Checks.Padding(graphs.Create<float>("PaddedSingle", graph), graphs.Create<float>("ShortSingle", graph), answersLast: false, graph);
        Checks.Padding(
            graphs.Create<double>("PaddedDouble", graph), graphs.Create<double>("ShortDouble", graph), answersLast: false, graph);
    });

    [Fact]
    public void A_last_step_is_made_of_what_it_reads_alone() => ForEach(graph =>
    {
        if (graphs.Drawn[graph].IsSequence)
            Checks.LastStep(graphs.Create<double>("Double", graph), graphs.Create<double>("Last", graph), graph);
    });

    private void ForEach(Action<int> check) =>
        RandomRun.ForEach(output, [.. graphs.Drawn.Select(drawn => drawn.ToString())], "graphs", graphs.Seed, check);

    /// <summary>Half as many graphs as stacks, once in each precision, all in one compilation.</summary>
    public sealed class Graphs
    {
        private readonly Assembly _assembly;

        public Graphs()
        {
            Seed = RandomRun.NextSeed();
            Drawn = [.. RandomGraph.Generator.Sample((RandomRun.Stacks + 1) / 2, new Rnd(Seed), 10)];
            var declarations = new StringBuilder("using static SimdSeq.Layers;\n");
            for (int i = 0; i < Drawn.Count; i++)
            {
                if (Drawn[i].IsSequence) declarations.Append(Drawn[i].Answered("LastStep").Declare($"Last{i}", Precision.Double));
                foreach (var precision in Enum.GetValues<Precision>())
                {
                    declarations.Append(Drawn[i].Declare($"{precision}{i}", precision));
                    if (!Drawn[i].CanBePadded) continue;
                    declarations.Append(Drawn[i].Declare($"Padded{precision}{i}", precision, variableLength: true));
                    declarations.Append(Drawn[i].Declare($"Short{precision}{i}", precision, steps: Drawn[i].Shorter));
                }
            }

            _assembly = ModelCompiler.Compile(declarations.ToString());
        }

        public ulong Seed { get; }

        public IReadOnlyList<RandomGraph> Drawn { get; }

        public SequenceModel<T> Create<T>(string name, int graph) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
            ModelCompiler.Create<T>(_assembly, $"{name}{graph}", seed: graph + 1);
    }
}
