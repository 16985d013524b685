using System;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Which emitter writes which operation.</summary>
internal static class EmitterCatalog
{
    public static OperationEmitter Create(OperationPlan plan) => plan.Operation switch
    {
        Recurrence => new RecurrenceEmitter((RecurrencePlan)plan),
        Attention operation => new AttentionEmitter(operation, plan),
        WindowAttention operation => new WindowAttentionEmitter(operation, plan),
        AdditiveScores operation => new AdditiveScoresEmitter(operation, plan),
        Mixture operation => new MixtureEmitter(operation, plan),
        AddPositions operation => new AddPositionsEmitter(operation, plan),
        Rotary operation => new RotaryEmitter(operation, plan),
        TiedLinear operation => new TiedLinearEmitter(operation, plan),
        LastState => new LastStateEmitter((LastStatePlan)plan),
        Linear operation => new LinearEmitter(operation, plan),
        Convolution => new ConvolutionEmitter((ConvolutionPlan)plan),
        DepthwiseConvolution operation => new DepthwiseConvolutionEmitter(operation, plan),
        TransposedConvolution => new TransposedConvolutionEmitter((TransposedConvolutionPlan)plan),
        Concatenate operation => new ConcatenateEmitter(operation, plan),
        Reverse operation => new ReverseEmitter(operation, plan),
        Gather operation => new GatherEmitter(operation, plan),
        Masking operation => new MaskingEmitter(operation, plan),
        LastStep operation => new LastStepEmitter(operation, plan),
        ElementWise operation => new ElementWiseEmitter(operation, plan),
        Softmax operation => new SoftmaxEmitter(operation, plan),
        Glu operation => new GluEmitter(operation, plan),
        BatchNormalization => new BatchNormalizationEmitter((BatchNormalizationPlan)plan),
        Normalization operation => new NormalizationEmitter(operation, plan),
        Dropout operation => new DropoutEmitter(operation, plan),
        GaussianNoise operation => new GaussianNoiseEmitter(operation, plan),
        Flatten operation => new FlattenEmitter(operation, plan),
        Pool operation => new PoolEmitter(operation, plan),
        ShiftRows operation => new ShiftRowsEmitter(operation, plan),
        PieceRows operation => new PieceRowsEmitter(operation, plan),
        SelectRows operation => new SelectRowsEmitter(operation, plan),
        RepeatRows operation => new RepeatRowsEmitter(operation, plan),
        ClearMissing operation => new ClearMissingEmitter(operation, plan),
        GroupPresence => new GroupPresenceEmitter((GroupPresencePlan)plan),
        JoinGroups operation => new JoinGroupsEmitter(operation, plan),
        _ => throw new InvalidOperationException($"No emitter for {plan.Operation.GetType().Name}."),
    };
}
