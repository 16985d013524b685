using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace SimdSeq.Generators.Diagnostics;

/// <summary>
/// The diagnostics. The message is a whole sentence made where the mistake was found: expected, got, stack so far, a way out.
/// </summary>
internal static class Descriptors
{
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        Make(Ids.UnusableClass, "The class cannot become a model"),
        Make(Ids.EmptyStack, "The model has no layers"),
        Make(Ids.ArgumentOutOfRange, "An argument is out of range"),
        Make(Ids.SplitDeclaration, "The layers stand on several declarations"),
        Make(Ids.WrongShape, "A layer does not fit what comes before it"),
        Make(Ids.UndefinedOption, "An option has no such value"),
        Make(Ids.OrphanLayer, "A layer without a model"),
        Make(Ids.TooLarge, "The model is too large"),
        Make(Ids.UnknownLayer, "The layer is unknown to the generator"),
        Make(Ids.UnfinishedWrapper, "A wrapper without its layers"),
        Make(Ids.UnusableCell, "The cell cannot be differentiated"),
        Make(Ids.WrongCombination, "Options that do not go together"),
        Make(Ids.OldLanguage, "The version of C# is too old for emitted code"),
        Make(Ids.UnusableForward, "Forward cannot be the model"),
        Make(Ids.UnreadableForward, "Forward cannot be read when the model is compiled"),
        Make(Ids.UnusableLoss, "The loss cannot be differentiated"),
        Warn(Ids.NoisyAnswer, "Training changes the answers at random"),
        Warn(Ids.UnreadCall, "A layer whose value no answer is made of"),
    ];

    public static DiagnosticDescriptor Of(string id) => All.First(descriptor => descriptor.Id == id);

    // A model with a mistake throws, so nobody is helped by switching its message off.
    private static DiagnosticDescriptor Make(string id, string title) =>
        new(id, title, "{0}", "SimdSeq", DiagnosticSeverity.Error, isEnabledByDefault: true,
            customTags: WellKnownDiagnosticTags.NotConfigurable);

    // What is hardly meant may be meant.
    private static DiagnosticDescriptor Warn(string id, string title) =>
        new(id, title, "{0}", "SimdSeq", DiagnosticSeverity.Warning, isEnabledByDefault: true);
}
