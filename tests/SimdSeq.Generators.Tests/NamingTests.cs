namespace SimdSeq.Generators.Tests;

/// <summary>A model may stand anywhere and have any name.</summary>
public class NamingTests
{
    private const string Layers = "[SequenceModel(12, 3)] [Gru(4, dropout: 0.5, recurrentDropout: 0.5)] [Dense(1, Activation.Relu)] ";

    [Theory]
    [InlineData("{0}partial class A;", "A")]
    [InlineData("namespace N.M; {0}partial class A;", "N.M.A")]
    [InlineData("namespace N {{ namespace M {{ {0}partial class A; }} }}", "N.M.A")]
    [InlineData(
        "namespace N; public partial class Outer {{ partial struct Inner {{ {0}private sealed partial class A; }} }}", "N.Outer.Inner.A")]
    [InlineData(
        "partial record Outer {{ partial record struct Inner {{ partial interface IInner {{ {0}partial class A; }} }} }}",
        "Outer.Inner.IInner.A")]
    [InlineData("static partial class Outer {{ {0}partial class A; }}", "Outer.A")]
    [InlineData("namespace @event; partial class @class {{ {0}partial class @new; }}", "event.class.new")]
    [InlineData("namespace Größe; {0}partial class Übung;", "Größe.Übung")]
    public void A_model_may_stand_anywhere(string source, string name)
    {
        var file = Assert.Single(Harness.EmitAll(string.Format(null, source, Layers)));
        Assert.Equal(name + ".SimdSeq.g.cs", Path.GetFileName(file.FilePath));
    }

    [Fact]
    public void Models_of_one_name_in_several_places_have_files_of_their_own()
    {
        var files = Harness.EmitAll(
            Layers + "partial class A; partial class Outer { " + Layers + "partial class A; }",
            "namespace N { " + Layers + "partial class A; } namespace M { " + Layers + "partial class A; partial class Outer { " + Layers
                + "partial class A; } }");
        Assert.Equal(["A", "M.A", "M.Outer.A", "N.A", "Outer.A"],
            files.Select(file => Path.GetFileName(file.FilePath).Replace(".SimdSeq.g.cs", "")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Slab")]
    [InlineData("SequenceModel")]
    [InlineData("V")]
    [InlineData("var")]
    [InlineData("Math")]
    [InlineData("Input")]
    [InlineData("MatMul")]
    [InlineData("Forward")]
    [InlineData("Activations")]
    [InlineData("Vector512")]
    [InlineData("TileFrame")]
    [InlineData("Table")]
    [InlineData("@file")]
    [InlineData("@required")]
    [InlineData("@scoped")]
    [InlineData("@extension")]
    [InlineData("@record")]
    [InlineData("@partial")]
    [InlineData("@where")]
    public void A_model_may_have_a_name_that_emitted_code_uses(string name) => Harness.Emit(Layers + $"partial class {name};");

    [Theory]
    [InlineData("class Slab;")]
    [InlineData("interface IVector;")]
    [InlineData("class GeneratedCode;")]
    [InlineData("namespace SimdSeq { class Other; }")]
    [InlineData("namespace Kernels { class Other; }")]
    [InlineData("namespace System { class Other; }")]
    [InlineData("class MatMul;")]
    [InlineData("class Activations;")]
    [InlineData("class TensorPrimitives;")]
    [InlineData("class Vector512;")]
    [InlineData("class ModelLayout;")]
    [InlineData("class APasses;")]
    [InlineData("} namespace SimdSeq.System { class Other; } namespace SimdSeq.SimdSeq { class Other; } namespace App {")]
    public void A_type_beside_the_model_may_have_a_name_that_emitted_code_uses(string type) =>
        Harness.Emit(
            "namespace App { " + type + Layers.Replace("[", "[global::SimdSeq.").Replace("Activation.", "global::SimdSeq.Activation.")
                + "partial class A; }");

    [Theory]
    [InlineData("public int Size { get; set; }")]
    [InlineData("public void Forward() { }")]
    [InlineData("public void Stream(int parameters) => System.Console.WriteLine(parameters);")]
    [InlineData("private sealed class Slab;")]
    [InlineData("public int Input { get; set; }")]
    [InlineData("public const int GruRow = 1, Layout2 = 2;")]
    [InlineData("public string Pack => \"\";")]
    [InlineData("public string Stream => \"\";")]
    [InlineData("public object Table = new();")]
    [InlineData("private sealed class MatMul; private sealed class Activations; private sealed class global;")]
    public void A_model_may_have_members_of_its_own(string member) => Harness.Emit(Layers + $"partial class A {{ {member} }}");

    [Fact]
    public void A_type_in_no_namespace_may_have_a_name_that_emitted_code_uses() =>
        Harness.Emit(
            Layers + "partial class A; class MatMul; class Activations; class Vector512Of; class TileFrame; class IVector; "
                + "namespace Generated { class MatMul; }");

    [Fact]
    public void Models_that_differ_by_case_alone_have_files_of_their_own()
    {
        var files = Harness.EmitAll(Layers + "partial class Ab;", Layers + "partial class AB;", Layers + "partial class aB;");
        Assert.Equal(3, files.Select(file => Path.GetFileName(file.FilePath)).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public async Task A_second_model_attribute_is_the_compilers_error_alone()
    {
        var diagnostics = await Harness.DiagnoseAsync(Layers + "partial class A;", "[SequenceModel(5, 2)] partial class A;");
        Assert.Equal("CS0579", Assert.Single(diagnostics).Id);
    }

    [Fact]
    public async Task A_model_that_stands_in_two_files_is_the_compilers_error_alone()
    {
        var diagnostics = await Harness.DiagnoseAsync(Layers + "partial class A;", Layers + "partial class A;");
        Assert.Equal("CS0579", Assert.Single(diagnostics).Id);
    }

    [Theory]
    [InlineData("file partial class A;", "file partial class A;")]
    [InlineData("partial class A;", "partial struct A;")]
    [InlineData("partial class A;", "partial record A;")]
    public void Types_of_one_full_name_take_no_code_from_other_models(string first, string second)
    {
        var result = Harness.Driver().RunGenerators(Harness.Compile(Layers + first, Layers + second, Layers + "partial class Other;"))
            .GetRunResult();
        Assert.Empty(result.Diagnostics);
        Assert.Contains(result.GeneratedTrees, tree => tree.ToString().Contains("partial class Other : ", StringComparison.Ordinal));
    }
}
