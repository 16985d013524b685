namespace SimdSeq.Generators.Tests.Emission;

/// <summary>A user's code reaches unchecked memory by a declaration alone: naming it is an error, as <c>unsafe</c> would be.</summary>
public sealed class UncheckedMemoryTests
{
    private const string Model = "[SequenceModel(4, 1)] [Embedding(9, 3)] [Gru(2)] [Dense(1)] public partial class Open;\n";

    [Theory]
    [InlineData("class A { void M() { default(SimdSeq.Kernels.Slab<float>)[50_000_000] = 1; } }")]
    [InlineData("class A { void M() => SimdSeq.Kernels.EmbeddingLookup.Row(1f, default, 9, 3, default); }")]
    [InlineData("class A { void M() => SimdSeq.Kernels.SequenceMask.FromLengths<float>([1], default, 3); }")]
    [InlineData("class A { object M() => new SimdSeq.TileFrame<float>[1]; }")]
    [InlineData("class A { object M() => new SimdSeq.ModelLayout[1]; }")]
    [InlineData("class A : Open { public void M() => ForwardTile(default); }")]
    [InlineData("class A : Open { public void M() => base.GradientTile(default); }")]
    [InlineData("class A : Open { public void M() => StreamStep(default, default, default, default); }")]
    [InlineData("class A : Open { public void M() => PackParameters(default, default); }")]
    [InlineData("class A : SequenceModel<float> { A() : base(null!, 0) { } }")]
    public async Task Safe_code_that_names_it_is_an_error(string code)
    {
        var diagnostics = await Harness.DiagnoseAsync(Model + code);
        Assert.Contains(diagnostics, diagnostic => diagnostic.Id == "SSEQ900"
            && diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error
            && diagnostic.GetMessage().Contains("emitted code alone", StringComparison.Ordinal));
    }

    [Fact]
    public void Emitted_code_is_none() => Harness.EmitAll(Model);

    [Fact]
    public async Task A_project_may_say_that_it_wants_it() => Assert.Empty(await Harness.DiagnoseAsync(
        "#pragma warning disable SSEQ900\nclass A { void M() { default(SimdSeq.Kernels.Slab<float>)[50_000_000] = 1; } }"));
}
