using System.Numerics;
using System.Reflection;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SimdSeq.Kernels;
using SimdSeq.Tests;
using Xunit.Abstractions;

namespace SimdSeq.Conformance.Tests;

/// <summary>Random encoder-decoders: a decoder's stream is the batch. SIMDSEQ_SEED repeats a run.</summary>
public sealed class RandomEncoderDecoderTests(ITestOutputHelper output, RandomEncoderDecoderTests.Models models)
    : IClassFixture<RandomEncoderDecoderTests.Models>
{
    [Fact]
    public void A_decoder_is_the_batch() => ForEach(model =>
    {
        Decoding(models.Create<float>("Single", model), model);
        Decoding(models.Create<double>("Double", model), model);
    });

    [Fact]
    public void A_decoder_goes_on_from_a_copy_and_not_with_other_parameters() => ForEach(number =>
    {
        var model = models.Create<float>("Single", number);
        var samples = new Drawn<float>(models, model, number, 2);
        using ModelStream<float> one = model.OpenDecoder(samples.Source(0), samples.SourceLengths(0)),
            other = model.OpenDecoder(samples.Source(1));
        one.Step(samples.Step(0, 0));
        other.CopyFrom(one);
        if (samples.Steps > 1) Checks.Same(model, "copy", one.Step(samples.Step(0, 1)).ToArray(), other.Step(samples.Step(0, 1)));
        other.Reset();
        one.Reset();
        Checks.Same(model, "reset copy", one.Step(samples.Step(0, 0)).ToArray(), other.Step(samples.Step(0, 0)));
        float[] parameters = model.Parameters.ToArray();
        model.Parameters.Set([.. parameters.Select(value => value + 0.125f)]);
        Assert.Throws<InvalidOperationException>(() => one.Step(samples.Step(0, 0)));
        one.Reset();
        using var fresh = model.OpenDecoder(samples.Source(0), samples.SourceLengths(0));
        Checks.Same(model, "other parameters", fresh.Step(samples.Step(0, 0)).ToArray(), one.Step(samples.Step(0, 0)));
    });

    [Fact]
    public void Steps_and_other_sources_allocate_nothing() => ForEach(number =>
    {
        var model = models.Create<float>("Single", number);
        var samples = new Drawn<float>(models, model, number, 2);
        float[][] sources = [samples.Source(0), samples.Source(1)];
        int[] lengths = samples.SourceLengths(1);
        float[][] steps = [.. Enumerable.Range(0, samples.Steps).Select(step => samples.Step(0, step))];
        using var decoder = model.OpenDecoder(sources[0]);
        long bytes = Allocated.BytesOf(Decode);
        Assert.True(bytes == 0, $"{bytes} bytes: {model.Summary()}");

        void Decode()
        {
            for (int i = 0; i < 2; i++)
            {
                decoder.Reset(sources[i], lengths);
                foreach (float[] step in steps) decoder.Step(step);
            }
        }
    });

    // Every row of every sample, whatever its neighbours in the tile; a sample may have fewer steps of the source.
    private void Decoding<T>(SequenceModel<T> model, int number) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.NotNull(model.Layout.Decoder);
        Assert.Equal(0, model.Layout.Decoder.Stream.Delay);
        var samples = new Drawn<T>(models, model, number, Tile<T>.Lanes + 1);
        var whole = new T[samples.Count * model.Outputs];
        model.Predict(samples.Values, samples.HaveLengths ? samples.Lengths : default, whole);
        using var decoder = model.OpenDecoder(samples.Source(1));
        foreach (int sample in (int[])[0, 3, samples.Count - 1])
        {
            decoder.Reset(samples.Source(sample), samples.SourceLengths(sample));
            for (int step = 0; step < samples.Steps; step++)
            {
                var answer = decoder.Step(samples.Step(sample, step));
                int at = sample * model.Outputs, of = 0;
                foreach (var output in model.OutputTensors)
                {
                    var expected = whole.AsSpan(at + (output.Rows == 1 ? 0 : step * output.Features), output.Features);
                    bool isKnown = output.Rows > 1 || step == samples.Steps - 1;
                    if (isKnown) Checks.Same(model, $"sample {sample}, step {step}", expected, answer.Slice(of, output.Features));
                    at += output.Length;
                    of += output.Features;
                }
            }
        }
    }

    private void ForEach(Action<int> check) =>
        RandomRun.ForEach(output, [.. models.Drawn.Select(drawn => drawn.ToString())], "encoder-decoders", models.Seed, check);

    /// <summary>Samples of a model, some of them shorter.</summary>
    private sealed class Drawn<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly SequenceModel<T> _model;

        public Drawn(Models models, SequenceModel<T> model, int number, int count)
        {
            _model = model;
            Count = count;
            var random = new Random(number);
            var drawn = models.Drawn[number];
            var values = new List<T>();
            var lengths = new List<int>();
            for (int sample = 0; sample < count; sample++)
            {
                for (int i = 0; i < model.InputTensors.Count; i++)
                {
                    int ids = i == 0 ? drawn.SourceIds : i == model.InputTensors.Count - 1 ? drawn.TargetIds : 0;
                    var input = model.InputTensors[i];
                    for (int value = 0; value < input.Length; value++)
                        values.Add(T.CreateTruncating(ids > 0 ? random.Next(ids) : 2 * random.NextDouble() - 1));
                    bool isShorter = i == 0 && model.Layout.Inputs[0].MaskOffset >= 0 && random.Next(3) > 0;
                    lengths.Add(isShorter ? random.Next(input.Rows + 1) : input.Rows);
                }
            }

            Values = [.. values];
            Lengths = [.. lengths];
        }

        public int Count { get; }

        public T[] Values { get; }

        public int[] Lengths { get; }

        public bool HaveLengths => _model.Layout.Inputs.Any(input => input.MaskOffset >= 0);

        public int Steps => _model.InputTensors[^1].Rows;

        public T[] Source(int sample) =>
            Values[(sample * _model.SampleValues)..((sample + 1) * _model.SampleValues - _model.InputTensors[^1].Length)];

        public int[] SourceLengths(int sample) =>
            HaveLengths ? Lengths[(sample * _model.Layout.Lengths)..((sample + 1) * _model.Layout.Lengths - 1)] : [];

        public T[] Step(int sample, int step)
        {
            int features = _model.InputTensors[^1].Features;
            int at = (sample + 1) * _model.SampleValues - (Steps - step) * features;
            return Values[at..(at + features)];
        }
    }

    /// <summary>Half as many models as stacks, once in each precision, all in one compilation.</summary>
    public sealed class Models
    {
        private readonly Assembly _assembly;

        public Models()
        {
            Seed = RandomRun.NextSeed();
            Drawn = [.. RandomEncoderDecoder.Generator.Sample((RandomRun.Stacks + 1) / 2, new Rnd(Seed), 10)];
            var declarations = new StringBuilder("using static SimdSeq.Layers;\n");
            for (int i = 0; i < Drawn.Count; i++)
            {
                foreach (var precision in Enum.GetValues<Precision>()) declarations.Append(Drawn[i].Declare($"{precision}{i}", precision));
            }

            _assembly = ModelCompiler.Compile(declarations.ToString());
        }

        public ulong Seed { get; }

        public IReadOnlyList<RandomEncoderDecoder> Drawn { get; }

        public SequenceModel<T> Create<T>(string name, int model) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            ModelCompiler.Create<T>(_assembly, $"{name}{model}", seed: model + 1);
    }
}
