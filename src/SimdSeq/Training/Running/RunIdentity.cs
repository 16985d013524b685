using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using SimdSeq.Data;

namespace SimdSeq;

/// <summary>
/// What makes two runs of training the same: the model, the samples and every option that a bit of the result depends on. The number of
/// epochs is not in it, as a run may go on for longer, nor are threads and files, which change no bit. What has no text of its own
/// (the samples, what an optimizer or a loss is set to) is told by a hash of what it does.
/// </summary>
internal sealed class RunIdentity
{
    private const int LongestText = 160; // of a message; what is longer is told apart by its hash

    private readonly List<(string What, string Value)> _facts = [];

    private RunIdentity()
    {
    }

    /// <summary>Of a run.</summary>
    public static RunIdentity Of<T>(SequenceModel<T> model, Dataset<T> train, Dataset<T>? validation, FitOptions options, int slots)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var layout = model.Layout;
        var identity = new RunIdentity();
        identity.Add("the precision", typeof(T).Name);
        identity.Add("the model", layout.Name);
        identity.Add("the layers", string.Join(", ", layout.Layers.Select(layer => layer.Kind)));
        identity.Add("the number of parameters", model.ParameterCount);
        identity.Add("the shapes of parameters", string.Join(", ",
            layout.Parameters.Select(parameter => $"{parameter.Name} [{string.Join(", ", parameter.Shape)}]")));
        identity.Add("the values kept from call to call", layout.KeptStateValues);
        identity.Add("the number of samples", train.Count);
        identity.Add("the batch size", options.BatchSize);
        identity.Add("the steps of an epoch", options.StepsPerEpoch ?? 0);
        identity.Add("the gradient slots", slots);
        identity.Add("the seed", options.Seed);
        identity.Add("the shuffling", options.Shuffle ? "on" : "off");
        identity.Add("ResetStatesEvery", options.ResetStatesEvery ?? 0);
        identity.Add("the losses", string.Join(", ", options.AllLosses.Select((loss, i) => LossProbe.Describe<T>(loss,
            layout.Outputs[Math.Min(i, layout.Outputs.Length - 1)].Features))));
        identity.Add("the metrics", string.Join(", ", options.Metrics.Select(metric => metric.Name)));
        identity.Add("the weights of losses", Text(options.LossWeights));
        identity.Add("the weights of classes", Text(options.ClassWeights));
        identity.Add("Frozen", string.Join(", ", options.Frozen));
        identity.Add("GlobalClipNorm", Text(options.GlobalClipNorm));
        identity.Add("ClipNorm", Text(options.ClipNorm));
        identity.Add("ClipValue", Text(options.ClipValue));
        identity.Add("L2", string.Join(", ", options.L2.Select(penalty => $"{penalty.Pattern} {Text(penalty.Strength)}")));
        identity.Add("the optimizer", options.Optimizer.GetType().Name);
        identity.Add("what the optimizer does", OptimizerProbe.Hash<T>(options.Optimizer, layout.Parameters));
        identity.Add("the samples", SamplesHash.Of(train, layout));
        identity.Add("the validation samples", validation is null ? "none" : SamplesHash.Of(validation, layout));
        return identity;
    }

    /// <summary>Writes it, or compares it with what was written.</summary>
    /// <exception cref="ModelFormatException">It was another run.</exception>
    public void Check(StateTransfer state)
    {
        foreach ((string what, string value) in _facts) state.Same(what, value);
    }

    /// <summary>A text that is short enough for a message, and another for each long one.</summary>
    internal static string Short(string text) => text.Length <= LongestText ? text
        : $"{text[..100]}... (SHA-256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]})";

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "none";

    private static string Text(IReadOnlyList<double>? values) =>
        values is null ? "none" : string.Join(", ", values.Select(value => Text(value)));

    private void Add(string what, string value) => _facts.Add((what, Short(value)));

    private void Add(string what, long value) => Add(what, value.ToString(CultureInfo.InvariantCulture));
}
