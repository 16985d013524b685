using System;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Emission;

/// <summary>Which emitter writes which operation.</summary>
internal static class EmitterCatalog
{
    public static OperationEmitter Create(Operation operation, int index, int count, ModelMemory memory) => operation switch
    {
        Recurrence recurrence => new RecurrenceEmitter(recurrence, index, count, memory),
        Projection projection => new ProjectionEmitter(projection, index, count, memory),
        Bidirection bidirection => new BidirectionEmitter(bidirection, index, count, memory),
        Reversal reversal => new ReversalEmitter(reversal, index, count, memory),
        Lookup lookup => new LookupEmitter(lookup, index, count, memory),
        Masking masking => new MaskingEmitter(masking, index, count, memory),
        Zeroing zeroing => new ZeroingEmitter(zeroing, index, count, memory),
        LastRow lastRow => new LastRowEmitter(lastRow, index, count, memory),
        ElementWise elementWise => new ElementWiseEmitter(elementWise, index, count, memory),
        Dropping dropping => new DroppingEmitter(dropping, index, count, memory),
        Flattening flattening => new FlatteningEmitter(flattening, index, count, memory),
        _ => throw new InvalidOperationException($"No emitter for {operation.GetType().Name}."),
    };
}
