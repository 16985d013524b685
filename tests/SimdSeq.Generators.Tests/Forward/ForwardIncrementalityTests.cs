using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Tests.Forward;

/// <summary>A model depends on all methods that its Forward calls, wherever they stand, and on nothing else.</summary>
public class ForwardIncrementalityTests
{
    private const string Model =
        """
        using static SimdSeq.Layers;
        [SequenceModel(12, 3)] partial class Model
        {
            static SymbolicTensor Forward(SymbolicTensor x)
            {
                for (int i = 0; i < Sizes.Count; i++) x = Blocks.Residual(x, 3);
                return Dense(1)(x);
            }

            public int A() => 1;
        }
        """;

    private const string Blocks =
        """
        using static SimdSeq.Layers;
        static class Blocks
        {
            public static SymbolicTensor Residual(SymbolicTensor x, int units) => x + Dropout(0.5)(Dense(units, Activation.Relu)(x));
            public static int Other() => 1;
        }
        """;

    private const string Sizes = "static class Sizes { public const int Count = 2; public const int Unused = 1; }";

    [Theory]
    [InlineData(0, "i < Sizes.Count", "i < Sizes.Count + 1")]
    [InlineData(0, "Dense(1)(x)", "Dense(1, name: \"head\")(x)")]
    [InlineData(1, "0.5", "0.25")]
    [InlineData(1, "Activation.Relu", "Activation.Elu")]
    [InlineData(1, "x + ", "x * ")]
    [InlineData(1, "int units)", "int units, int more = 1)\n", "Dense(units", "Dense(units + more - 1 + 0 * more", false)]
    [InlineData(2, "Count = 2", "Count = 3")]
    [InlineData(1, "Dense(units", "Dense(unit")]
    [InlineData(0, "i < Sizes.Count", "i <= Sizes.Count - 1", "", "", false)]
    [InlineData(0, "public int A() => 1;", "public int A() => 2;", "", "", false)]
    [InlineData(1, "Other() => 1", "Other() => 2", "", "", false)]
    [InlineData(1, "static class Blocks", "// a comment\nstatic class Blocks", "", "", false)]
    [InlineData(2, "Unused = 1", "Unused = 2", "", "", false)]
    public void An_edit_costs_what_it_changes(int file, string before, string after, string also = "", string to = "", bool changes = true)
    {
        string[] sources = [Model, Blocks, Sizes];
        Assert.Contains(before, sources[file]);
        var first = Harness.Compile(sources);
        string edited = sources[file].Replace(before, after);
        if (also.Length > 0) edited = edited.Replace(also, to);
        var tree = first.SyntaxTrees[file];
        var second = first.ReplaceSyntaxTree(tree, Harness.Parse(edited, tree.FilePath));
        var result = Harness.Driver().RunGenerators(first).RunGenerators(second).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        var reasons = result.TrackedOutputSteps.Single().Value.SelectMany(step => step.Outputs).Select(output => output.Reason).ToList();
        Assert.Equal(changes ? IncrementalStepRunReason.Modified : IncrementalStepRunReason.Cached, reasons[0]);
    }

    [Fact]
    public void Nothing_of_a_compilation_is_in_a_declaration()
    {
        ModelDeclaration one = ForwardSource.Declaration(Model, Blocks, Sizes),
            other = ForwardSource.Declaration("// moved\n" + Model, "\n" + Blocks, Sizes);
        Assert.NotSame(one, other);
        Assert.Equal(one, other);
        Assert.NotNull(one.Forward);
        Assert.Equal(7, one.Forward.Calls.Count);
    }

    [Fact]
    public void A_mistake_in_another_file_is_reported_where_it_stands_after_an_edit()
    {
        string wrong = Blocks.Replace("Dense(units", "Dense(0 * units");
        var first = Harness.Compile(Model, wrong, Sizes);
        var second = first.ReplaceSyntaxTree(first.SyntaxTrees[1], Harness.Parse("// a comment\n" + wrong, first.SyntaxTrees[1].FilePath));
        var driver = Harness.Driver().RunGenerators(first);
        var before = Assert.Single(driver.GetRunResult().Diagnostics);
        var after = Assert.Single(driver.RunGenerators(second).GetRunResult().Diagnostics);
        Assert.Equal("Model1.cs", before.Location.SourceTree!.FilePath);
        Assert.Equal(before.Location.GetLineSpan().StartLinePosition.Line + 1, after.Location.GetLineSpan().StartLinePosition.Line);
        Assert.Contains("(in Residual(...) called at Model0.cs line 7)", before.GetMessage(), StringComparison.Ordinal);
    }
}
