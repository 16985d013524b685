using Microsoft.CodeAnalysis;

namespace SimdSeq.Generators.Tests.Emission;

/// <summary>
/// A declaration up to the stated limits is emitted, a larger one is a mistake; both take half the stack that a compiler's smallest threads
/// have.
/// </summary>
public class LargeDeclarationTests
{
    private const int Stack = 512 << 10;

    private const string Model = " [SequenceModel(3, 2)] [Recurrent<Own>(4)] [Dense(1)] partial class Large;";

    public static TheoryData<string, int, int> Cells => new()
    {
        { "terms", 240, 10_000 },
        { "factors", 240, 10_000 },
        { "differences from the right", 120, 900 },
        { "activations of each other", 120, 900 },
        { "values", 80, 3_000 },
        { "products", 60, 1_000 },
        { "parameters", 80, 3_000 },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_cell_is_emitted_or_too_large(string kind, int possible, int tooLarge)
    {
        Assert.Empty(await DiagnoseAsync(Cell(kind, possible) + Model));
        var mistake = Assert.Single(await DiagnoseAsync(Cell(kind, tooLarge) + Model));
        Assert.Equal("SSEQ012", mistake.Id);
        const string Sentence =
            "^Step of Own consists of [0-9,]+ parameters, values, numbers, calls and operators; at most 250 are possible";
        Assert.Matches(Sentence, mistake.GetMessage());
    }

    [Fact]
    public async Task A_stack_is_emitted_or_too_high()
    {
        Assert.Empty(await DiagnoseAsync(Layers(250)));
        var mistake = Assert.Single(await DiagnoseAsync(Layers(1_001)));
        Assert.Equal("SSEQ008", mistake.Id);
        Assert.Equal("Large has 1,001 layers; at most 250 are possible. Use fewer, or several models.", mistake.GetMessage());

        static string Layers(int count) => "[SequenceModel(3, 2)]"
            + string.Concat(Enumerable.Repeat(" [Gru(4, returnSequences: true)]", count - 1)) + " [Dense(1)] partial class Large;";
    }

    private static string Cell(string kind, int count)
    {
        string parameters = "[Weight] CellKernel w", body = kind switch
        {
            "terms" => $"return x * w{Many(" + h")};",
            "factors" => $"return (x * w){Many(" * h")};",
            "differences from the right" => $"return {Many("h - (")}x * w{Many(")")};",
            "activations of each other" => $"return {Many("Tanh(h + ")}x * w{Many(")")};",
            "values" => $"var a0 = Tanh(x * w); {Each(i => $"var a{i} = Sigmoid(a{i - 1}) + h; ")}return a{count};",
            "products" => $"var a0 = Tanh(x * w); {Each(i => $"var a{i} = Tanh(a{i - 1} * u{i}); ")}return a{count};",
            _ => $"return x * w{Each(i => $" + b{i} * h")};",
        };
        if (kind == "products") parameters += Each(i => $", [Weight] CellRecurrentKernel u{i}");
        if (kind == "parameters") parameters += Each(i => $", [Weight] CellVector b{i}");
        return "using static SimdSeq.CellMath; class Own : ICell { public static CellValue Step(CellInput x, CellValue h, "
            + $"{parameters}) {{ {body} }} }}";

        string Each(Func<int, string> text) => string.Concat(Enumerable.Range(1, count).Select(text));

        string Many(string text) => string.Concat(Enumerable.Repeat(text, count));
    }

    // The driver runs a generator on the thread that calls it.
    private static async Task<IReadOnlyList<Diagnostic>> DiagnoseAsync(string source)
    {
        var compilation = Harness.Compile(source);
        var done = new TaskCompletionSource<IReadOnlyList<Diagnostic>>();
        new Thread(Run, Stack).Start();
        return await done.Task;

        void Run()
        {
            try
            {
                var result = Harness.Driver().RunGenerators(compilation).GetRunResult();
                Assert.NotEmpty(result.GeneratedTrees);
                done.SetResult(result.Diagnostics);
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        }
    }
}
