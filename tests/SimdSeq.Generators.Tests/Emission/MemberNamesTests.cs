using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SimdSeq.Generators.Emission;
using SimdSeq.Generators.Layers;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Tests.Emission;

/// <summary>The table of members' names knows all that the emitters make.</summary>
public partial class MemberNamesTests
{
    public static TheoryData<string> Models =>
    [
        .. SnapshotTests.Models.Select(row => (string)row[1]),
        "[SequenceModel(12, 3, variableLength: true)] [Masking] [Dense(4, Activation.Elu)] [Activation(Activation.Tanh)] [Reverse] [Dropout(0.5)] [LastStep] partial class Model;",
        "[SequenceModel(12, 3)] [Bidirectional(Merge.Multiply)] [Gru(90, recurrentDropout: 0.5, dropout: 0.5, returnSequences: true)] [Flatten] partial class Model;",
        "[SequenceModel(12, 1)] [Embedding(10, 4, maskZero: true)] [SimpleRnn(5, goBackwards: true, returnSequences: true)] [Flatten] partial class Model;",
        "[SequenceModel(12, 3)] [Flatten] [Dense(90)] partial class Model;",
    ];

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_emitted_member_is_in_the_table(string source)
    {
        var result = Harness.Driver().RunGenerators(Harness.Compile(source)).GetRunResult().Results.Single();
        var declaration = (ModelDeclaration)result.TrackedSteps[ModelGenerator.DeclarationStep].Single().Outputs.Single().Value;
        var names = new MemberNames(StackBuilder.Build(declaration, [])!, "Passes");
        var emitted = result.GeneratedSources.Single().SyntaxTree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().Last().Members.SelectMany(NamesOf).ToList();
        Assert.NotEmpty(emitted);
        Assert.DoesNotContain(emitted, member => !names.IsTaken(PartOfMatrix().Replace(member, "")));
    }

    private static IEnumerable<string> NamesOf(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        _ => [member.ToString()],
    };

    // Panels of some columns are called after the columns.
    [GeneratedRegex(@"\d+To\d+$")]
    private static partial Regex PartOfMatrix();
}
