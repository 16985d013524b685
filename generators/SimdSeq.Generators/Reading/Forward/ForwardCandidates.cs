using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using SimdSeq.Generators.Diagnostics;

namespace SimdSeq.Generators.Reading;

/// <summary>In a class without layers and without <c>Forward</c>: the member that was perhaps to be it.</summary>
internal static class ForwardCandidates
{
    /// <summary>What is wrong with the member; null if there is none.</summary>
    public static ForwardReading? Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var members = type.GetMembers()
            .Where(member => !member.IsImplicitlyDeclared && member.DeclaringSyntaxReferences.Any(ClassCheck.IsWrittenByUser)).ToList();
        var candidate = members.FirstOrDefault(IsNamedSo)
            ?? members.FirstOrDefault(member => member is IMethodSymbol method && ForwardReader.IsOfTensors(method));
        if (candidate?.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is not { } place) return null;
        return ForwardReading.Wrong(new(Ids.EmptyStack, Problem.TheForward, null,
            $"{type.Name} has no layers. Expected is a method {ForwardReader.Signature}; what stands here is the {KindOf(candidate)} "
            + $"{candidate.Name}. Write it so, or put layer attributes under [SequenceModel]."), place);
    }

    private static bool IsNamedSo(ISymbol member) => string.Equals(member.Name, ForwardReader.Method, StringComparison.OrdinalIgnoreCase);

    private static string KindOf(ISymbol member) => member switch
    {
        IMethodSymbol => "method",
        IPropertySymbol => "property",
        IFieldSymbol => "field",
        IEventSymbol => "event",
        _ => "type",
    };
}
