using System.Numerics;
using System.Reflection;
using SimdSeq.Kernels;
using Xunit.Abstractions;

namespace SimdSeq.Conformance.Tests;

/// <summary>
/// A prediction whose values lie where others lay has the bits of the training's pass: random methods over so many steps that it is planned
/// by itself.
/// </summary>
public sealed class PredictionPlanTests(ITestOutputHelper output, PredictionPlanTests.Models models)
    : IClassFixture<PredictionPlanTests.Models>
{
    [Fact]
    public void A_prediction_is_the_forward_pass()
    {
        int planned = 0;
        RandomRun.ForEach(output, models.Bodies, "models", models.Seed, model =>
        {
            if (models.IsPlannedByItself(model)) planned++;
            IsTheForwardPass(models.Create<float>("Single", model), model);
            IsTheForwardPass(models.Create<double>("Double", model), model);
        });
        output.WriteLine($"{planned} of {models.Bodies.Length} are planned by themselves");
        Assert.True(planned >= models.Bodies.Length / 8, $"{planned} are planned by themselves");
    }

    [Fact]
    public void Predictions_allocate_nothing() => RandomRun.ForEach(output, models.Bodies, "models", models.Seed, model =>
        Checks.Allocation(models.Create<float>("Single", model), model));

    // The second prediction finds in the workspace what the first one left.
    private static void IsTheForwardPass<T>(SequenceModel<T> model, int seed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = Tile<T>.Lanes;
        var random = new Random(seed);
        for (int turn = 0; turn < 2; turn++)
        {
            T[] inputs =
                [.. Enumerable.Range(0, lanes * model.SampleValues).Select(_ => T.CreateTruncating(random.Next(7) * random.NextDouble()))];
            T[] predicted = model.Predict(inputs);
            var worker = new TileWorker<T>(model.Layout);
            worker.LoadInputs(inputs, lanes);
            model.Forward(worker, worker.StatesFromZero(), lanes, default);
            var expected = new T[lanes * model.Outputs];
            worker.StoreOutputs(expected, lanes);
            Assert.Equal(expected, predicted);
        }
    }

    /// <summary>Random methods over many steps, once in each precision, all in one compilation.</summary>
    public sealed class Models
    {
        // They predict without keeping anything as it is.
        private static readonly string[] Recurrences = ["Gru", "Lstm", "Rnn", "Memory", "Bidirectional"];

        private readonly Assembly _assembly;

        public Models()
        {
            Seed = RandomRun.NextSeed();
            var random = new Random((int)(Seed % int.MaxValue));
            var drawn = new List<RandomGraph>();
            while (drawn.Count < (RandomRun.Stacks + 3) / 4)
            {
                var graph = RandomGraph.Of(
                    random, keepsSteps: random.Next(2) == 0, steps: random.Next(60, 130), features: random.Next(10, 19));
                if (!Recurrences.Any(graph.Body.Contains)) drawn.Add(graph);
            }

            Bodies = [.. drawn.Select(one => one.ToString())];
            _assembly = ModelCompiler.Compile("using static SimdSeq.Layers;\n" + string.Concat(drawn.Select((one, i) =>
                one.Declare($"Single{i}", Precision.Single) + one.Declare($"Double{i}", Precision.Double))));
        }

        internal ulong Seed { get; }

        internal string[] Bodies { get; }

        internal SequenceModel<T> Create<T>(string name, int model) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            ModelCompiler.Create<T>(_assembly, $"{name}{model}", 1 + model);

        internal bool IsPlannedByItself(int model) => _assembly.GetTypes().Any(type =>
            type.Name == "Predictions" && type.DeclaringType!.Name.EndsWith($"Single{model}Passes", StringComparison.Ordinal));
    }
}
