using Microsoft.CodeAnalysis;
using SimdSeq.Generators.Diagnostics;

namespace SimdSeq.Generators.Tests.Diagnostics;

/// <summary>A model with a mistake throws, so it must not compile, whatever a project switches off; and the user sees one error.</summary>
public class SwitchedOffTests
{
    private const string Wrong = "[SequenceModel(12, 3)] [Gru(3)] [Gru(4)] partial class Forecaster;";
    private const string Suppression = "System.Diagnostics.CodeAnalysis.SuppressMessage(\"SimdSeq\", \"SSEQ005:A layer\")";

    private const string WrongCell =
        """
        class Own : ICell
        {
            public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel w) => x * w + Twice(h);
            static CellValue Twice(CellValue a) => a + a;
        }
        [SequenceModel(12, 3)] [Recurrent<Own>(4)] partial class First;
        [SequenceModel(12, 3)] [Recurrent<Own>(5)] partial class Second;
        """;

    [Fact]
    public void No_error_is_configurable() =>
        Assert.All(Descriptors.All, descriptor => Assert.Equal(
            descriptor.DefaultSeverity == DiagnosticSeverity.Error,
            descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable)));

    [Theory]
    [InlineData("#pragma warning disable SSEQ017\n[SequenceModel(12, 3)] [Gru(3)] [Dropout(0.5)] partial class Forecaster;")]
    [InlineData("[SequenceModel(12, 3)] [Gru(3)] [Dropout(0)] partial class Forecaster;")]
    [InlineData("[SequenceModel(12, 3)] [Gru(3)] [GaussianNoise(0)] partial class Forecaster;")]
    public async Task A_warning_can_be_switched_off(string source) =>
        Assert.DoesNotContain(await Harness.DiagnoseAsync(source), diagnostic => !diagnostic.IsSuppressed);

    [Fact]
    public void A_model_with_a_warning_is_a_model()
    {
        string code = Harness.Emit("[SequenceModel(12, 3)] [Gru(3)] [Dropout(0.5)] partial class Forecaster;");
        Assert.DoesNotContain("throw", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Wrong, "SSEQ005")]
    [InlineData(WrongCell, "SSEQ012")]
    [InlineData("[SequenceModel(12, 3)] [Gru(4)] class Forecaster;", "SSEQ001")]
    public void Without_analyzers_the_generator_says_it(string source, string id)
    {
        Harness.Driver().RunGeneratorsAndUpdateCompilation(Harness.Compile(source), out var compilation, out var own);
        Assert.Equal(id, Assert.Single(own.Concat(Errors(compilation.GetDiagnostics())).Distinct()).Id);
    }

    [Theory]
    [InlineData("#pragma warning disable\n" + Wrong)]
    [InlineData("#pragma warning disable SSEQ005\n" + Wrong)]
    [InlineData("#line hidden\n" + Wrong)]
    public async Task A_pragma_changes_nothing(string source) =>
        Assert.Equal("SSEQ005", Assert.Single(await Harness.DiagnoseAsync(source)).Id);

    [Theory]
    [InlineData(ReportDiagnostic.Suppress)]
    [InlineData(ReportDiagnostic.Hidden)]
    [InlineData(ReportDiagnostic.Warn)]
    public async Task Options_of_the_project_change_nothing(ReportDiagnostic severity)
    {
        var files = Harness.Compile(Wrong);
        var options = files.Options.WithSpecificDiagnosticOptions([new("SSEQ005", severity)]).WithGeneralDiagnosticOption(severity);
        var only = Assert.Single(await Harness.DiagnoseAsync(files.WithOptions(options)));
        Assert.Equal(("SSEQ005", DiagnosticSeverity.Error), (only.Id, only.Severity));
    }

    [Theory]
    [InlineData("[" + Suppression + "] " + Wrong)]
    [InlineData("[assembly: " + Suppression + "] " + Wrong)]
    [InlineData("[module: " + Suppression + "] " + Wrong)]
    [InlineData("[" + Suppression + "] partial class Outer { " + Wrong + " }")]
    public async Task A_suppressed_mistake_is_an_error_of_the_emitted_code(string source)
    {
        var only = Assert.Single(await Harness.DiagnoseAsync(source), diagnostic => !diagnostic.IsSuppressed);
        Assert.Equal("CS1029", only.Id);
        Assert.Contains("SSEQ005: Gru needs a sequence (steps x features); got one row of 3.", only.GetMessage(), StringComparison.Ordinal);
    }

    private static IEnumerable<Diagnostic> Errors(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
