using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Layers;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Tests.Forward;

/// <summary>Models that are written as a method.</summary>
internal static class ForwardSource
{
    /// <summary>A model of 12 steps with 3 features.</summary>
    /// <param name="body">The statements of Forward.</param>
    /// <param name="members">What else the class has.</param>
    /// <param name="options">Arguments of the model attribute after the sizes.</param>
    public static string Of(string body, string members = "", string options = "") =>
        $$"""
        using static SimdSeq.Layers;

        [SequenceModel(12, 3{{options}})]
        partial class Model
        {
            static SymbolicTensor Forward(SymbolicTensor x)
            {
                {{body}}
            }

            {{members}}
        }
        """;

    /// <summary>The layers that are called, as the emitted table shows them, after checking that the model compiles.</summary>
    public static string[] Layers(params string[] sources)
    {
        Harness.EmitAll(sources);
        return [.. Graph(sources).Layers.Select(layer => $"{layer.Name}: {layer.Declared}")];
    }

    public static ModelGraph Graph(params string[] sources)
    {
        var problems = new List<Problem>();
        var graph = ModelBuilder.Build(Declaration(sources), problems);
        Assert.True(graph is not null, string.Join("\n", problems));
        return graph;
    }

    public static ModelDeclaration Declaration(params string[] sources)
    {
        var compilation = Harness.Compile(sources);
        var type = compilation.GetTypeByMetadataName("Model")!;
        return DeclarationReader.Read(type, DeclarationReader.ModelAttributeOf(type, default)!, compilation, default);
    }
}
