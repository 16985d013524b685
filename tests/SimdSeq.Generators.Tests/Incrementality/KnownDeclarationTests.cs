using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Tests.Incrementality;

/// <summary>A declaration that is known is not read again, and never after an edit by which it means something else.</summary>
public class KnownDeclarationTests
{
    private const string Model =
        """
        using static SimdSeq.Layers;
        [SequenceModel(Sizes.Steps, 3)]
        partial class Forecaster
        {
            static SymbolicTensor Forward(SymbolicTensor x) => Dense((int)Answers.Two)(Blocks.Block(Recurrent<Gate>(Sizes.Units)(x)));
        }
        """;

    private const string Other =
        """
        using static SimdSeq.Layers;
        using static SimdSeq.CellMath;
        static class Sizes { public const int Steps = 12, Units = 4 + More; private const int More = 1; }
        enum Answers { One = 1, Two }
        static class Blocks
        {
            public static SymbolicTensor Block(SymbolicTensor x, int filters = 5) { var y = Dense(filters)(x); return Tanh(y); }
            public static int Unread() { return 1; }
        }
        sealed class Gate : ICell
        {
            public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel w, [Weight] CellRecurrentKernel u) =>
                SimdSeq.CellMath.Tanh(x * w + h * u);
        }
        """;

    public static TheoryData<string, string> MeaningfulEdits => new()
    {
        { "Steps = 12", "Steps = 13" },
        { "More = 1", "More = 2" },
        { "One = 1", "One = 2" },
        { "filters = 5", "filters = 6" },
        { "return Tanh(y)", "return Relu(y)" },
        { "Dense(filters)", "Dense(2 * filters)" },
        { "SimdSeq.CellMath.Tanh(x", "SimdSeq.CellMath.Sigmoid(x" },
        { "public static int Unread", "private static SymbolicTensor Tanh(SymbolicTensor y) => Dense(9)(y); public static int Unread" },
        { "using static SimdSeq.Layers;",
            "using static SimdSeq.Layers; [assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"SimdSeq\", \"SSEQ005\")]" },
        { "public static SymbolicTensor Block", "public static SymbolicTensor Unblock" },
        { "sealed class Gate", "partial class Forecaster { static Layer Dense(int n) => SimdSeq.Layers.Dense(n + 1); } sealed class Gate" },
    };

    [Theory]
    [MemberData(nameof(MeaningfulEdits))]
    public void After_an_edit_elsewhere_it_says_what_a_fresh_reading_says(string before, string after)
    {
        Assert.Contains(before, Other);
        var first = Harness.Compile(Model, Other);
        var edited = Edited(first, Other.Replace(before, after));
        string known = DeclarationOf(Harness.Driver().RunGenerators(first).RunGenerators(edited));
        string fresh = DeclarationOf(Harness.Driver().RunGenerators(Harness.Compile(Model, Other.Replace(before, after))));
        Assert.Equal(fresh, known);
        Assert.NotEqual(fresh, DeclarationOf(Harness.Driver().RunGenerators(first)));
    }

    // What a file says of which nothing is read, but through which a name may mean another thing.
    public static TheoryData<string> MeaningfulDeclarations =>
    [
        "static class Far { public const int Most = 3; }",
        "static class Far { public const int Most = Most2; private const int Most2 = 1 + 3; }",
        "static class Far { } static class Near { public const int Most = 5; } partial class Base { public const int Most = 5; }",
        "static class Far { public const int Most = 2; } partial class Forecaster { static Layer Dense(int n) => SimdSeq.Layers.Dense(n + "
            + "1); }",
        "static class Far { public const int Most = 2; } static class Math { public static int Max(int a, int b) => 7; }",
        "static class Far { public const int Most = 2; } sealed class DenseAttribute(int units) : System.Attribute; static class Dense;",
        "static class Far { public const int Most = 2; } namespace Sizes { static class Other; }",
        "global using Far2; static class Far { public const int Most = 2; }",
        "[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"SimdSeq\", \"SSEQ005\")] static class Far { public const int Most = "
            + "2; }",
        "static class Far { public const int Most = 2; } class SequenceModelAttribute(int steps, int features) : System.Attribute;",
    ];

    [Theory]
    [MemberData(nameof(MeaningfulDeclarations))]
    public void After_another_declaration_behind_its_names_it_is_read_again(string far)
    {
        const string Chained = """
            using System;
            using static SimdSeq.Layers;
            [SequenceModel(12, 3)]
            partial class Forecaster
            {
                static SymbolicTensor Forward(SymbolicTensor x) => Dense(Math.Max(1, Sizes.Units))(LastStep()(x));
            }
            """;
        const string Sizes = "static class Sizes { public const int Units = Far.Most + 1; }";
        var first = Harness.Compile(Chained, Sizes, "static class Far { public const int Most = 2; }");
        var edited = first.ReplaceSyntaxTree(first.SyntaxTrees[2], Harness.Parse(far, first.SyntaxTrees[2].FilePath));
        Assert.Equal(
            DeclarationOf(Harness.Driver().RunGenerators(Harness.Compile(Chained, Sizes, far))),
            DeclarationOf(Harness.Driver().RunGenerators(first).RunGenerators(edited)));
        Assert.Equal(2, Readings(first, edited));
    }

    [Theory]
    [InlineData(
        "class Far { public const int Most = 2; } class Other { int forecast; void Walk() => System.Console.WriteLine(Sizes.Units); }")]
    [InlineData(
        "class Far { public const int Most = 2; } namespace Elsewhere.Models { enum Kind { A = 1 } record struct Pair(int First); }")]
    [InlineData("using Sizes = System.Math; class Far { public const int Most = 2; public const int Least = Sizes.")]
    public void After_another_declaration_that_it_does_not_name_it_is_not(string after)
    {
        var first = Harness.Compile(Model, Other, "class Far { public const int Most = 2; }");
        var edited = first.ReplaceSyntaxTree(first.SyntaxTrees[2], Harness.Parse(after, first.SyntaxTrees[2].FilePath));
        Assert.Equal(1, Readings(first, edited, first, edited));
    }

    [Fact]
    public void Edits_of_bodies_that_it_is_not_made_of_cost_no_reading()
    {
        const string Third = "class Third { int A() { return 1; } int B => 2; Third() { } }";
        var first = Harness.Compile(Model, Other, Third);
        foreach (string edit in new[] { "return 10;", "return Missing(;", "int x = 3; void Local() { } return x;" })
        {
            var file = first.SyntaxTrees[2];
            Assert.Equal(1, Readings(first, first.ReplaceSyntaxTree(file, Harness.Parse(Third.Replace("return 1;", edit), file.FilePath))));
        }
    }

    [Fact]
    public void After_edits_of_what_it_is_made_of_it_is_read_again()
    {
        // A file whose bodies it is made of, one file more, another reference.
        var first = Harness.Compile(Model, Other);
        Assert.Equal(2, Readings(first, Edited(first, Other.Replace("{ return 1; }", "{ return 2; }"))));
        Assert.Equal(2, Readings(first, first.AddSyntaxTrees(Harness.Parse("class Third;", "Third.cs"))));
        Assert.Equal(2, Readings(first, first.RemoveReferences(first.ExternalReferences[^1])));
    }

    [Fact]
    public void One_with_a_mistake_is_read_again()
    {
        var first = Harness.Compile("[SequenceModel(12, 3)] [Gru(0)] [Bidirectional] partial class Forecaster : object;", "class Third;");
        Assert.Equal(2, Readings(first, first));
    }

    // How often the first model is read for one compilation after another.
    private static int Readings(params CSharpCompilation[] compilations)
    {
        // What is known of a node is kept with it, so each count has nodes of its own.
        var first = compilations[0];
        var file = first.SyntaxTrees[0];
        var own = Harness.Parse(file.ToString()["using SimdSeq;\n".Length..], file.FilePath);
        var type = own.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().Single();
        int readings = 0;
        foreach (var compilation in compilations.Select(one => one.ReplaceSyntaxTree(one.SyntaxTrees[0], own)))
        {
            KnownDeclarations.Of(type, compilation, () =>
            {
                readings++;
                var symbol = (INamedTypeSymbol)compilation.GetSemanticModel(own).GetDeclaredSymbol(type)!;
                return DeclarationReader.ModelAttributeOf(symbol, default) is { } model
                    ? DeclarationReader.ReadAll(symbol, model, compilation, default)
                    : null;
            });
        }

        return readings;
    }

    private static CSharpCompilation Edited(CSharpCompilation compilation, string other) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], Harness.Parse(other, compilation.SyntaxTrees[1].FilePath));

    private static string DeclarationOf(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        if (!result.TrackedSteps.TryGetValue(ModelGenerator.DeclarationStep, out var steps)) return "none";
        var outputs = steps.SelectMany(step => step.Outputs).Where(output => output.Reason != IncrementalStepRunReason.Removed);
        if (outputs.SingleOrDefault().Value is not ModelDeclaration declaration) return "none";
        return $"{string.Join(",", declaration.Silenced)} {string.Join(" ", declaration.Problems)} {ModelGenerator.Generate(declaration)}";
    }
}
