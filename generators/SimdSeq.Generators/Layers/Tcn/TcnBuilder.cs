using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>The operations of a temporal convolutional network.</summary>
/// <param name="options">The layer.</param>
/// <param name="name">Its name.</param>
/// <param name="padding">What its convolutions do at the ends.</param>
internal sealed class TcnBuilder(LayerDeclaration options, string name, PaddingName padding)
{
    private const double Epsilon = 1e-3; // of Keras's LayerNormalization

    private readonly List<Operation> _operations = [];

    private int Filters => options.Int("filters");

    private TcnNormName Norm => options.Enum<TcnNormName>("norm");

    private string ActivationName => ((ActivationName)options.Int("activation")).ToString();

    public IReadOnlyList<Operation> Build(Value input)
    {
        var value = input;
        var added = new List<Value>();
        int levels = options.Int("levels");
        for (int level = 0; level < levels; level++)
            value = Block(value, $"{name}/{Numbered("block", level)}", 1 << level, isLast: level == levels - 1, added);
        if (options.Bool("skipConnections")) value = Sum($"{name}/skip", added);
        if (!options.Bool("returnSequences")) Add(new LastStep($"{name}/last_step", options.Text, value));
        return _operations;
    }

    private Value Block(Value input, string block, int dilation, bool isLast, List<Value> added)
    {
        var value = input;
        for (int i = 0; i < 2; i++)
        {
            string part = Numbered("conv1d", i);
            value = Convolve(value, $"{block}/{part}", options.Int("kernelSize"), dilation, Norm == TcnNormName.WeightNorm);
            if (Norm == TcnNormName.LayerNorm) value = Normalized(value, $"{block}/{Numbered("layer_normalization", i)}");
            value = Activated(value, $"{block}/{part}/activation");
            if (options.Double("dropout") > 0)
                value = Add(new Dropout($"{block}/{Numbered("dropout", i)}", options.Text, value, options.Double("dropout"),
                    isSpatial: true));
        }

        added.Add(value);
        if (isLast && options.Bool("skipConnections")) return value; // nobody reads its sum
        var shortcut = input.Shape.Features == Filters ? input : Convolve(input, $"{block}/shortcut", 1, 1, isNormalized: false);
        return Sum($"{block}/add", [value, shortcut]);
    }

    private Value Convolve(Value input, string part, int taps, int dilation, bool isNormalized)
    {
        var windows = padding == PaddingName.Causal
            ? Windows.Causal(input.Shape.Rows, taps, 1, dilation)
            : Windows.Same(input.Shape.Rows, taps, 1, dilation);
        string initializer = ((InitializerName)options.Int("kernelInitializer")).ToString(), zeros = nameof(InitializerName.Zeros);
        _operations.AddRange(new ConvolutionParts(part, options.Text, windows, Filters, 1, initializer, zeros, isNormalized).Of(input));
        return _operations[_operations.Count - 1].Output;
    }

    private Value Normalized(Value input, string part) =>
        Add(new Normalization(part, options.Text, input, NormalizationKind.Standard, Epsilon)
        {
            Scale = new Parameter(part, "gamma", [Filters], nameof(InitializerName.Ones)),
            Offset = new Parameter(part, "beta", [Filters], nameof(InitializerName.Zeros)),
        });

    private Value Activated(Value input, string part) =>
        ActivationName == nameof(Layers.ActivationName.Linear) ? input
            : Add(ElementWise.Activation(ActivationName, part, options.Text, input));

    // f of a sum: one loop.
    private Value Sum(string part, IReadOnlyList<Value> values) => Add(new ElementWise(part, options.Text, values,
        leaves => Cell.Apply(ActivationName, leaves.Cast<Expression>().Aggregate((a, b) => a + b)))
    { Answers = _ => ActivationName });

    private Value Add(Operation operation)
    {
        _operations.Add(operation);
        return operation.Output;
    }

    private static string Numbered(string part, int number) => number == 0 ? part : $"{part}_{number}";
}
