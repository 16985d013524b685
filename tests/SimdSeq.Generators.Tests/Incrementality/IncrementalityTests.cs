using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SimdSeq.Generators.Tests.Incrementality;

/// <summary>An edit costs only what it changes: the generator runs at every key stroke.</summary>
public class IncrementalityTests
{
    private const string Model = "[SequenceModel(12, 3)] [Gru(4)] [Dense(1)] partial class Forecaster { public int A() => 1; }";
    private const string Other = "class Other { public int B() => 2; }";

    public static TheoryData<string, string> UnrelatedEdits => new()
    {
        { "// a comment\n\n" + Model, Other },
        { "[SequenceModel(steps: 12, features: 3)] // as before\n[Gru(units: 4)]\n[Dense(1)]\npartial class Forecaster { public int A() => "
            + "1; }", Other },
        { "[SequenceModel(12, 3)] [Gru(2 * 2, resetAfter: true)] [Dense(1)] partial class Forecaster { public int A() => 1; }", Other },
        { Model.Replace("=> 1", "=> 100"), Other },
        { Model, Other.Replace("=> 2", "=> 200") },
        { Model, "// nothing is left of the other class" },
        { Model, Other + " [System.Obsolete] class Third;" },
        { "class Above; " + Model, Other },
    };

    public static TheoryData<string, string> RelatedEdits => new()
    {
        { "Gru(4)", "Gru(5)" },
        { "SequenceModel(12, 3)", "SequenceModel(12, 3, inputGradient: true)" },
        { "[Gru(4)] [Dense(1)]", "[Dense(1)] [Gru(4)]" },
        { "[Dense(1)]", "" },
        { "class Forecaster", "class Oracle" },
        { "partial class", "class" },
        { "public int A", "public Forecaster(string name) { } public int A" },
    };

    [Theory]
    [MemberData(nameof(UnrelatedEdits))]
    public void An_unrelated_edit_regenerates_nothing(string model, string other)
    {
        var (declarations, outputs) = Edit([Model, Other], [model, other]);
        Assert.All(
            declarations,
            reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString()));
        Assert.Equal([IncrementalStepRunReason.Cached], outputs);
    }

    [Theory]
    [MemberData(nameof(RelatedEdits))]
    public void A_related_edit_regenerates_the_model(string before, string after)
    {
        Assert.Contains(before, Model);
        var (_, outputs) = Edit([Model, Other], [Model.Replace(before, after), Other]);
        Assert.Equal(IncrementalStepRunReason.Modified, outputs[0]);
        Assert.All(outputs.Skip(1), mistake => Assert.Equal(IncrementalStepRunReason.New, mistake));
    }

    [Fact]
    public void Editing_one_model_leaves_the_others_alone()
    {
        const string Second = "[SequenceModel(7, 2)] [Dense(3)] partial class Second;";
        const string Third = "[SequenceModel(7, 2)] [Flatten] [Dense(3)] partial class Third;";
        var (_, outputs) = Edit([Model, Second + Third], [Model, Second.Replace("Dense(3)", "Dense(5)") + Third]);
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], outputs);
    }

    [Fact]
    public void A_mistake_that_an_edit_moves_is_reported_where_it_stands_then()
    {
        const string Wrong = "[SequenceModel(12, 3)] [Gru(0)] partial class Forecaster;";
        var first = Harness.Compile(Wrong);
        var second = first.ReplaceSyntaxTree(first.SyntaxTrees[0], Harness.Parse("// a comment\n" + Wrong, first.SyntaxTrees[0].FilePath));
        var driver = Harness.Driver().RunGenerators(first);
        int before = Assert.Single(driver.GetRunResult().Diagnostics).Location.GetLineSpan().StartLinePosition.Line;
        var result = driver.RunGenerators(second).GetRunResult();
        Assert.Equal(before + 1, Assert.Single(result.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(result.Results.Single().TrackedSteps[ModelGenerator.DeclarationStep]));
    }

    private static (List<IncrementalStepRunReason> Declarations, List<IncrementalStepRunReason> Outputs) Edit(
        string[] before, string[] after)
    {
        CSharpCompilation first = Harness.Compile(before), second = first;
        foreach (var (i, tree) in first.SyntaxTrees.Index())
        {
            if (before[i] != after[i]) second = second.ReplaceSyntaxTree(tree, Harness.Parse(after[i], tree.FilePath));
        }

        Assert.NotSame(first, second);
        var result = Harness.Driver().RunGenerators(first).RunGenerators(second).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return (Reasons(result.TrackedSteps[ModelGenerator.DeclarationStep]), Reasons(result.TrackedOutputSteps.Single().Value));
    }

    private static List<IncrementalStepRunReason> Reasons(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        [.. steps.SelectMany(step => step.Outputs).Select(output => output.Reason)];
}
