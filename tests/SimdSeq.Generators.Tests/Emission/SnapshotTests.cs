using System.Runtime.CompilerServices;

namespace SimdSeq.Generators.Tests.Emission;

/// <summary>
/// The emitted code of a few models, kept beside this file to be read. After a change that is meant, run the tests once with
/// <c>SIMDSEQ_UPDATE_SNAPSHOTS=1</c> and read the difference before it is committed.
/// </summary>
public class SnapshotTests
{
    private const string Folder = "_snapshots";

    public static TheoryData<string, string> Models => new()
    {
        { "Forecaster", "[SequenceModel(steps: 120, features: 14)] [Gru(32)] [Dense(1)] public sealed partial class Forecaster;" },
        {
            "StackedGru",
            """
            namespace Examples;

            [SequenceModel(steps: 120, features: 14)]
            [Gru(32, dropout: 0.1, recurrentDropout: 0.5, returnSequences: true)]
            [Gru(64, activation: Activation.Relu, dropout: 0.1, recurrentDropout: 0.5)]
            [Dense(1)]
            public sealed partial class StackedGru;
            """
        },
        { "Memory", "[SequenceModel(steps: 120, features: 14)] [Lstm(32)] [Dense(1)] partial class Memory;" },
        { "PeepholeMemory", "[SequenceModel(steps: 12, features: 3)] [Lstm(5, peephole: true)] [Dense(1)] partial class PeepholeMemory;" },
        { "BothWays",
            "[SequenceModel(steps: 12, features: 3, inputGradient: true)] [Bidirectional] [Gru(5, returnSequences: true)] "
                + "[Bidirectional(Merge.Sum, twoLayers: true)] [SimpleRnn(4, dropout: 0.2)] [Lstm(4, dropout: 0.2)] partial class "
                + "BothWays;" },
        { "Sentiment",
            "[SequenceModel(steps: 500, features: 1)] [Embedding(10_000, 32, maskZero: true)] [Lstm(32)] [Dropout(0.5)] [Dense(1, "
                + "Activation.Sigmoid)] partial class Sentiment;" },
        {
            "OwnCell",
            """
            using static SimdSeq.CellMath;

            public sealed class MinimalGatedUnit : ICell
            {
                public static CellValue Step(
                    CellInput x, CellValue h,
                    [Weight] CellKernel wf, [Weight] CellRecurrentKernel uf, [Weight] CellVector bf,
                    [Weight] CellKernel wn, [Weight] CellRecurrentKernel un, [Weight] CellVector bn)
                {
                    var f = Sigmoid(x * wf + h * uf + bf);
                    var n = Tanh(x * wn + (f * h) * un + bn);
                    return (1 - f) * h + f * n;
                }
            }

            [SequenceModel(steps: 12, features: 3)] [Recurrent<MinimalGatedUnit>(8)] [Dense(1)] public partial class OwnCell;
            """
        },
        { "States",
            "[SequenceModel(12, 3, inputGradient: true)] [Lstm(5, returnSequences: true, initialState: true, returnState: true)] [Gru(4, "
                + "stateful: true)] partial class States;" },
        { "Classes", "[SequenceModel(steps: 12, features: 3)] [Gru(5)] [Dense(4, Activation.Softmax)] partial class Classes;" },
        {
            "Normalized",
            "[SequenceModel(steps: 12, features: 3)] [Dense(8)] [LayerNormalization] [Activation(Activation.Gelu)] [LastStep] "
            + "[Dense(2)] partial class Normalized;"
        },
        {
            "BatchNormalized",
            "[SequenceModel(steps: 12, features: 3, variableLength: true)] [Dense(8)] [BatchNormalization(momentum: 0.9)] [Gru(4)] "
            + "[BatchNormalization(scale: false)] partial class BatchNormalized;"
        },
        { "ResetBefore",
            "[SequenceModel(steps: 12, features: 3)] [Gru(5, resetAfter: false)] [Dense(2, useBias: false)] partial class ResetBefore;" },
        {
            "SequenceInDouble",
            "[SequenceModel(steps: 12, features: 3, precision: Precision.Double, inputGradient: true)] [Gru(5, returnSequences: true)] "
                + "partial class SequenceInDouble;"
        },
        { "Wide", "[SequenceModel(steps: 12, features: 64)] [Lstm(96)] [Dense(200)] [Dense(2)] partial class Wide;" },
        {
            "TemporalConvolution",
            """
            using static SimdSeq.Layers;

            [SequenceModel(steps: 48, features: 3)]
            public sealed partial class TemporalConvolution
            {
                static SymbolicTensor Forward(SymbolicTensor x)
                {
                    for (int level = 0; level < 2; level++) x = Block(x, filters: 8, kernelSize: 3, dilation: 1 << level);
                    return Dense(2)(LastStep()(x));
                }

                static SymbolicTensor Block(SymbolicTensor x, int filters, int kernelSize, int dilation)
                {
                    var y = x;
                    for (int i = 0; i < 2; i++)
                        y = Dropout(0.05)(Relu(Conv1D(filters, kernelSize, dilation: dilation, padding: Padding.Causal)(y)));
                    return Relu(y + Shortcut(filters)(x));
                }
            }
            """
        },
        {
            "InPieces",
            "[SequenceModel(steps: 40, features: 2)] [Conv1D(4, 3, dilation: 2, padding: Padding.Causal, activation: Activation.Relu)] "
            + "[Dense(2)] partial class InPieces;"
        },
        {
            "PredictedApart",
            "[SequenceModel(steps: 120, features: 4)] [Conv1D(12, 3, padding: Padding.Same, activation: Activation.Relu)] "
            + "[Conv1D(12, 3, padding: Padding.Same, activation: Activation.Relu)] "
            + "[Conv1D(12, 3, padding: Padding.Same, activation: Activation.Relu)] "
            + "[Conv1D(12, 3, padding: Padding.Same)] [GlobalMaxPooling1D] [Dense(1)] partial class PredictedApart;"
        },
        {
            "EveryFewSteps",
            "[SequenceModel(steps: 24, features: 3)] [Conv1D(5, 3, strides: 2)] [MaxPooling1D(3)] [Gru(4, returnSequences: true)] "
            + "[LastStep] [Dense(2)] partial class EveryFewSteps;"
        },
        {
            "Separable",
            "[SequenceModel(steps: 12, features: 3)] [GaussianNoise(0.1)] "
            + "[DepthwiseConv1D(3, padding: Padding.Causal, depthMultiplier: 2)] "
            + "[SeparableConv1D(8, 3, strides: 2, padding: Padding.Same, activation: Activation.Relu)] "
            + "[Conv1DTranspose(4, 3, strides: 2, padding: Padding.Same)] [GlobalAveragePooling1D] [Dense(2)] partial class Separable;"
        },
        {
            "Tied",
            """
            using static SimdSeq.Layers;

            [SequenceModel(steps: 12, features: 3, inputGradient: true)]
            public sealed partial class Tied
            {
                static SymbolicTensor Forward(SymbolicTensor x)
                {
                    var shared = Gru(3, returnSequences: true);
                    var y = shared(x);
                    return Concatenate()(shared(y) * x, 1 - y, x);
                }
            }
            """
        },
        {
            "Documents",
            """
            using static SimdSeq.Layers;

            [SequenceModel]
            public sealed partial class Documents // words -> sentences -> document
            {
                static SymbolicTensor Forward([Input(groups: 6, steps: 10, features: 1)] SymbolicTensor document)
                {
                    var words = Embedding(1_000, 8, maskZero: true)(document);
                    return Dense(1, Activation.Sigmoid)(Encode(Each(Encode)(words)));
                }

                static SymbolicTensor Encode(SymbolicTensor x) => Gru(5, dropout: 0.2)(Dropout(0.1)(x));
            }
            """
        },
        {
            "Encoder",
            """
            [SequenceModel(steps: 10, features: 1, variableLength: true)]
            [Embedding(50, 8)]
            [PositionalEmbedding]
            [TransformerEncoder(heads: 2, feedForward: 12, dropout: 0.1)]
            [GlobalAveragePooling1D]
            [Dense(2)]
            partial class Encoder;
            """
        },
        {
            "EncoderDecoder",
            """
            using static SimdSeq.Layers;

            [SequenceModel]
            public sealed partial class EncoderDecoder
            {
                static SymbolicTensor Forward(
                    [Input(9, 1, variableLength: true)] SymbolicTensor source, [Input(7, 1, variableLength: true)] SymbolicTensor target)
                {
                    var memory = TransformerEncoder(heads: 2, feedForward: 12, normFirst: true)(Embedding(40, 8)(source));
                    var words = Embedding(30, 8);
                    return Tied(words)(TransformerDecoder(heads: 2, feedForward: 12, normFirst: true)(words(target), memory));
                }
            }
            """
        },
        { "Perceptron",
            "[SequenceModel(steps: 12, features: 3)] [Flatten] [Dense(16, Activation.Relu)] [Dense(1)] partial class Perceptron;" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void Emitted_code_is_as_committed(string name, string source)
    {
        string code = Harness.Emit(source), file = name + ".cs.txt";
        if (Environment.GetEnvironmentVariable("SIMDSEQ_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, Folder, file), code);
            return;
        }

        string expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Emission", Folder, file));
        Assert.Equal(expected, code, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Every_snapshot_belongs_to_a_model() => Assert.Equal(
        Models.Select(row => row[0] + ".cs.txt").Order(),
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Emission", Folder)).Select(Path.GetFileName).Order());

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
