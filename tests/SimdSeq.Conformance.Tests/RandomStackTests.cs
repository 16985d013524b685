using System.Reflection;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace SimdSeq.Conformance.Tests;

/// <summary>
/// Random stacks, compiled by the real generator, hold everything a model must hold. The seed is printed; SIMDSEQ_SEED repeats a run.
/// </summary>
public sealed class RandomStackTests(ITestOutputHelper output, RandomStackTests.Stacks stacks) : IClassFixture<RandomStackTests.Stacks>
{
    [Fact]
    public void Gradients_agree_with_central_differences() => ForEach("double", stack =>
    {
        foreach (bool training in (bool[])[true, false])
        {
            double error = Checks.GradientError(stacks.Create<double>(stack), training, seed: stack);
            Assert.True(error <= Checks.GradientTolerance, $"gradient off by {error:E2} (training: {training})");
        }
    });

    [Fact]
    public void A_wrong_gradient_is_noticed() =>
        Checks.AWrongGradientIsNoticed(Enumerable.Range(0, stacks.Drawn.Count).Select(stacks.Create<double>), stacks.Seed);

    [Fact]
    public void A_batch_is_its_samples() => ForEach("both", stack =>
    {
        Checks.BatchSplit(stacks.Create<float>(stack), stack);
        Checks.BatchSplit(stacks.Create<double>(stack), stack);
    });

    [Fact]
    public void A_stream_is_the_batch()
    {
        int strided = 0, delayed = 0;
        ForEach("both", stack =>
        {
            StreamChecks.Streaming(stacks.Create<float>(stack), stack);
            StreamChecks.Streaming(stacks.Create<double>(stack), stack);
            if (stacks.Create<float>(stack).Layout.AnswerRates.Length > 0) strided++;
            if (stacks.Create<float>(stack).Layout.Delay > 0) delayed++;
        });
        output.WriteLine($"{strided} do not answer every step, {delayed} some steps later");
        Assert.True(strided >= stacks.Drawn.Count / 50, $"{strided} do not answer every step");
        Assert.True(delayed >= stacks.Drawn.Count / 50, $"{delayed} answer some steps later");
    }

    [Fact]
    public void A_stream_goes_on_after_the_declared_steps()
    {
        int compared = 0;
        ForEach("double", stack =>
        {
            if (!stacks.Drawn[stack].IsSequence) return;
            if (StreamChecks.GoingOn(stacks.Create<double>(stack), stacks.Create<double>("Longer", stack), stack)) compared++;
            StreamChecks.LastStep(stacks.Create<double>("Longer", stack), stacks.Create<double>("Last", stack), stack);
        });
        output.WriteLine($"{compared} go on");
        Assert.True(compared >= stacks.Drawn.Count / 50, $"{compared} go on");
    }

    [Fact]
    public void Threads_change_no_bit_and_steps_allocate_nothing()
    {
        int diverged = 0;
        ForEach("float", stack => diverged += Checks.Training(() => stacks.Create<float>(stack), stack) ? 1 : 0);
        Assert.InRange(diverged, 0, 1 + stacks.Drawn.Count / 50);
    }

    [Fact]
    public void Prediction_and_streams_allocate_nothing() =>
        ForEach("float", stack => Checks.Allocation(stacks.Create<float>(stack), stack));

    [Fact]
    public void A_padded_sample_is_the_sample() => ForEach("both", stack =>
    {
        var drawn = stacks.Drawn[stack];
        if (!drawn.CanBePadded) return;
        Checks.Padding(stacks.Create<float>("PaddedSingle", stack), stacks.Create<float>("ShortSingle", stack), drawn.IsTurned, stack);
        Checks.Padding(stacks.Create<double>("PaddedDouble", stack), stacks.Create<double>("ShortDouble", stack), drawn.IsTurned, stack);
    });

    [Fact]
    public void A_last_step_is_made_of_what_it_reads_alone() => ForEach("double", stack =>
    {
        if (stacks.Drawn[stack].IsSequence)
            Checks.LastStep(stacks.Create<double>("Longer", stack), stacks.Create<double>("Last", stack), stack);
    });

    private void ForEach(string what, Action<int> check) =>
        RandomRun.ForEach(output, [.. stacks.Drawn.Select(stack => stack.ToString())], $"stacks ({what})", stacks.Seed, check);

    /// <summary>The stacks of this run, all in one compilation.</summary>
    public sealed class Stacks
    {
        private readonly Assembly _assembly;

        public Stacks()
        {
            Seed = RandomRun.NextSeed();
            Drawn = [.. RandomStack.Generator.Sample(RandomRun.Stacks, new Rnd(Seed), 10)];
            var declarations = new StringBuilder(UserCells.Declare(unchecked((int)Seed)));
            for (int i = 0; i < Drawn.Count; i++)
            {
                declarations.Append(Drawn[i].Declare($"Single{i}", Precision.Single));
                declarations.Append(Drawn[i].Declare($"Double{i}", Precision.Double));
                if (Drawn[i].IsSequence)
                {
                    var answered = Drawn[i] with { Layers = [.. Drawn[i].Layers, "LastStep"] };
                    declarations.Append(Drawn[i].Declare($"Longer{i}", Precision.Double, steps: Drawn[i].Longer));
                    declarations.Append(answered.Declare($"Last{i}", Precision.Double, steps: Drawn[i].Longer));
                }

                if (!Drawn[i].CanBePadded) continue;
                foreach (var precision in Enum.GetValues<Precision>())
                {
                    declarations.Append(Drawn[i].Declare($"Padded{precision}{i}", precision, variableLength: true));
                    declarations.Append(Drawn[i].Declare($"Short{precision}{i}", precision, steps: Drawn[i].Shorter));
                }
            }

            _assembly = ModelCompiler.Compile(declarations.ToString());
        }

        public ulong Seed { get; }

        public IReadOnlyList<RandomStack> Drawn { get; }

        public SequenceModel<T> Create<T>(int stack) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
            Create<T>(typeof(T).Name, stack);

        public SequenceModel<T> Create<T>(string name, int stack) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
            ModelCompiler.Create<T>(_assembly, $"{name}{stack}", seed: stack + 1);
    }
}
