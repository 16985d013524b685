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
        { "using static SimdSeq.Layers;", "using static SimdSeq.Layers; [assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"SimdSeq\", \"SSEQ005\")]" },
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

    [Fact]
    public void Edits_of_bodies_that_it_is_not_made_of_cost_no_reading()
    {
        const string Third = "class Third { int A() { return 1; } int B => 2; Third() { } }";
        var first = Harness.Compile(Model, Other, Third);
        var files = first.SyntaxTrees.ToArray();
        var type = files[0].GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().Single();
        int readings = 0;
        var declaration = Read(first);
        Assert.Equal(1, readings);

        CSharpCompilation now = first;
        foreach (string edit in new[] { "return 10;", "return Missing(;", "int x = 3; void Local() { } return x;" })
        {
            now = now.ReplaceSyntaxTree(now.SyntaxTrees[2], Harness.Parse(Third.Replace("return 1;", edit), files[2].FilePath));
            Assert.Same(declaration, Read(now));
            Assert.Equal(1, readings);
        }

        // A file whose bodies it is made of, another class, one file more, another reference.
        now = Edited(now, Other.Replace("{ return 1; }", "{ return 2; }"));
        Assert.Equal(declaration, Read(now));
        Assert.Equal(2, readings);
        now = now.ReplaceSyntaxTree(now.SyntaxTrees[2], Harness.Parse(Third + " class Fourth;", files[2].FilePath));
        Read(now);
        Assert.Equal(3, readings);
        now = now.AddSyntaxTrees(Harness.Parse("class Fifth;", "Fifth.cs"));
        Read(now);
        Assert.Equal(4, readings);
        now = now.RemoveReferences(now.ExternalReferences[^1]);
        Read(now);
        Assert.Equal(5, readings);

        ModelDeclaration Read(Compilation compilation) => KnownDeclarations.Of(type, compilation, () =>
        {
            readings++;
            var symbol = (INamedTypeSymbol)compilation.GetSemanticModel(type.SyntaxTree).GetDeclaredSymbol(type)!;
            return DeclarationReader.ReadAll(symbol, DeclarationReader.ModelAttributeOf(symbol, default)!, compilation, default);
        })!;
    }

    [Fact]
    public void One_with_a_mistake_is_read_again()
    {
        var first = Harness.Compile("[SequenceModel(12, 3)] [Gru(0)] [Bidirectional] partial class Forecaster : object;", "class Third;");
        var type = first.SyntaxTrees[0].GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().Single();
        int readings = 0;
        for (int i = 1; i <= 2; i++)
        {
            KnownDeclarations.Of(type, first, () =>
            {
                readings++;
                var symbol = (INamedTypeSymbol)first.GetSemanticModel(type.SyntaxTree).GetDeclaredSymbol(type)!;
                return DeclarationReader.ReadAll(symbol, DeclarationReader.ModelAttributeOf(symbol, default)!, first, default);
            });
            Assert.Equal(i, readings);
        }
    }

    private static CSharpCompilation Edited(CSharpCompilation compilation, string other) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], Harness.Parse(other, compilation.SyntaxTrees[1].FilePath));

    private static string DeclarationOf(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        var declaration = (ModelDeclaration)result.TrackedSteps[ModelGenerator.DeclarationStep].Single().Outputs.Single().Value;
        return $"{string.Join(",", declaration.Silenced)} {string.Join(" ", declaration.Problems)} {ModelGenerator.Generate(declaration)}";
    }
}
