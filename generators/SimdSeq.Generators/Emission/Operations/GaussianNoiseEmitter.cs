using System.Globalization;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits noise: a random number of its own for every value of a sample.</summary>
internal sealed class GaussianNoiseEmitter(GaussianNoise operation, OperationPlan plan) : OperationEmitter(plan)
{
    private long Values => operation.OutputShape.Values * Lanes;

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Declared}, in training only.", ForwardMethod);
        writer.Line($"Slab<{Type}> x = {X}, y = {Y};");
        writer.Begin("if (!frame.Training)");
        writer.Line($"x.CopyTo(y, {Values});");
        writer.Line("return;");
        writer.End();
        writer.Line();
        writer.Line($"GaussianNoise.Add<V, {Type}>(x, y, units: {operation.OutputShape.Values}, "
            + $"deviation: {operation.Deviation.ToString("R", CultureInfo.InvariantCulture)}, frame.Seed, frame.TrainingStep, "
            + $"layer: {RandomKey("noise")}, frame.FirstSample);");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, "Noise is no function of the input: its gradient is that of the output.", GradientMethod);
        writer.Line($"({Dy}).CopyTo({Work(Dx!.View)}, {Values});");
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
    }
}
