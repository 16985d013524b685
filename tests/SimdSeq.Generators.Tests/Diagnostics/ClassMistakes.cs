using Microsoft.CodeAnalysis.CSharp;

namespace SimdSeq.Generators.Tests.Diagnostics;

/// <summary>Mistakes in what the attributes stand on.</summary>
internal static class ClassMistakes
{
    private const string Model = "[SequenceModel(12, 3)] [Gru(4)] [Dense(1)] ";

    public static IEnumerable<Mistake> All =>
    [
        new("not partial", Model + "public sealed class [|Forecaster|] { }",
            "SSEQ001",
            "Forecaster must be partial, so that the generator can add the model's code to it. Write 'partial class Forecaster'."),
        new("outer type not partial", "class [|Outer|] { partial class Middle { " + Model + "partial class Forecaster; } }",
            "SSEQ001", "Outer must be partial, so that the generator can add the model's code to it. Write 'partial class Outer'."),
        new("outer struct not partial", "struct [|Outer|] { " + Model + "partial class Forecaster; }",
            "SSEQ001", "Outer must be partial, so that the generator can add the model's code to it. Write 'partial struct Outer'."),
        new("generic", Model + "partial class [|Forecaster|]<T>;",
            "SSEQ001", "Forecaster must not be generic: a model's sizes are fixed at compile time. Declare one class per size."),
        new("outer type generic", "partial class [|Outer|]<T> { " + Model + "partial class Forecaster; }",
            "SSEQ001", "Outer must not be generic: a model's sizes are fixed at compile time. Declare one class per size."),
        new("generic beside one that is not", Model + "partial class [|Forecaster|]<T>; " + Model + "partial class Forecaster;",
            "SSEQ001", "Forecaster must not be generic: a model's sizes are fixed at compile time. Declare one class per size."),
        new("static", Model + "static partial class [|Forecaster|];",
            "SSEQ001", "Forecaster must not be static: a model holds its parameters. Remove 'static'."),
        new("abstract", Model + "abstract partial class [|Forecaster|];",
            "SSEQ001", "Forecaster must not be abstract: the generator emits all of it. Remove 'abstract'."),
        new("local to its file", Model + "file partial class [|Forecaster|];",
            "SSEQ001", "Forecaster must not be local to its file: the emitted code is in another. Remove 'file'."),
        new("in a type local to its file", "file static partial class [|Outer|] { " + Model + "partial class Forecaster; }",
            "SSEQ001", "Outer must not be local to its file: the emitted code is in another. Remove 'file'."),
        new("outer type of the same name not partial",
            "class [|Forecaster|] { partial class Middle { " + Model + "partial class Forecaster; } }",
            "SSEQ001",
            "Forecaster must be partial, so that the generator can add the model's code to it. Write 'partial class Forecaster'."),
        new("record", Model + "partial record [|Forecaster|];",
            "SSEQ001", "Forecaster must be a class, not a record: a model has identity, not value. Write 'partial class Forecaster'."),
        new("foreign base class", "class Service; " + Model + "partial class [|Forecaster|] : Service;",
            "SSEQ001",
            "Forecaster derives from Service, but a model derives from SequenceModel<T>. Remove the base class, or hold the model in a "
                + "field."),
        new("foreign base class of the same name", "class SequenceModel; " + Model + "partial class [|Forecaster|] : SequenceModel;",
            "SSEQ001",
            "Forecaster derives from SequenceModel, but a model derives from SequenceModel<T>. Remove the base class, or hold the model in "
                + "a field."),
        new("object as base class", Model + "partial class [|Forecaster|] : object;",
            "SSEQ001", "Forecaster names object as its base class, but a model derives from SequenceModel<T>. Remove ': object'."),
        new("object as base class on another part",
            Model + "partial class [|Forecaster|] : System.ICloneable { public object Clone() => this; "
                + "} partial class Forecaster : System.Object;",
            "SSEQ001", "Forecaster names object as its base class, but a model derives from SequenceModel<T>. Remove ': object'."),
        new("base class of another precision",
            "[SequenceModel(12, 3, [|Precision.Double|])] [Gru(4)] partial class Forecaster : SequenceModel<float>;",
            "SSEQ011",
            "Forecaster derives from SequenceModel<float>, but a model of this precision derives from SequenceModel<double>. Remove the "
                + "base class, or change the precision."),
        new("own constructor", Model + "partial class [|Forecaster|] { public Forecaster(string name) => System.Console.WriteLine(name); }",
            "SSEQ001",
            "Forecaster declares a constructor, but the generator emits Forecaster(long seed = 0). Remove it, or use a static factory "
                + "method."),
        new("primary constructor", Model + "partial class [|Forecaster|](int size) { public int Size => size; }",
            "SSEQ001",
            "Forecaster declares a constructor, but the generator emits Forecaster(long seed = 0). Remove it, or use a static factory "
                + "method."),
        new("layers on two declarations",
            "[SequenceModel(12, 3)] [Gru(4)] partial class [|Forecaster|]; [Dense(1)] partial class Forecaster;",
            "SSEQ004",
            "The layers of Forecaster stand on several partial declarations, so they have no order. Put them all under [SequenceModel], "
                + "top to bottom."),
        new("layers on the other declaration",
            "[Gru(4)] [Dense(1)] partial class Forecaster; [SequenceModel(12, 3)] partial class [|Forecaster|];",
            "SSEQ004",
            "The layers of Forecaster stand on several partial declarations, so they have no order. Put them all under [SequenceModel], "
                + "top to bottom."),
        new("C# 12", Model + "partial class [|Forecaster|] { }",
            "SSEQ013", "The code of Forecaster needs C# 13 or newer; got C# 12.0. Set <LangVersion>latest</LangVersion> in the project.",
            LanguageVersion.CSharp12),
        new("C# 8", Model + "partial class [|Forecaster|] { }",
            "SSEQ013", "The code of Forecaster needs C# 13 or newer; got C# 8.0. Set <LangVersion>latest</LangVersion> in the project.",
            LanguageVersion.CSharp8),
        new("no sizes", "[[|SequenceModel|]] [Gru(4)] [Dense(1)] partial class Forecaster;",
            "SSEQ011", "[SequenceModel] of Forecaster does not say what a sample is. Write [SequenceModel(steps: ..., features: ...)]."),
        new("layer without a model", "[[|Gru(4)|]] [Dense(1)] partial class Forecaster;",
            "SSEQ007", "Gru stands on Forecaster, which is no model. Put [SequenceModel(steps: ..., features: ...)] above the layers."),
        new("layer on a derived model", "[[|Dense(1)|]] class Better : Forecaster; " + Model + "partial class Forecaster;",
            "SSEQ007", "Dense stands on Better, which is no model. Put [SequenceModel(steps: ..., features: ...)] above the layers."),
    ];
}
