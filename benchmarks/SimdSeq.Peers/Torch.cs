using TorchSharp;
using static TorchSharp.torch;

namespace SimdSeq.Peers;

/// <summary>Loading libtorch, and everything in which its GRU differs from Keras's.</summary>
internal static class Torch
{
    public static bool TryLoad(out string reason)
    {
        try
        {
            using var one = torch.ones(1);
            reason = "";
            return true;
        }
        catch (Exception failure) when (failure is DllNotFoundException or TypeInitializationException or NotSupportedException)
        {
            reason = (failure.InnerException ?? failure).Message.Split('\n')[0];
            return false;
        }
    }

    /// <summary>
    /// Copies a Keras-style GRU: kernels are <c>[in, 3H]</c> with gates z, r, h there and <c>[3H, in]</c> with gates r, z, n here;
    /// the two biases are one tensor <c>[2, 3H]</c> there and two here.
    /// </summary>
    public static void CopyGru(TorchSharp.Modules.GRU gru, ParameterCollection<float> parameters, string layer = "gru", int index = 0)
    {
        int units = parameters[$"{layer}/recurrent_kernel"].Shape[0];
        Copy($"weight_ih_l{index}", Gates(parameters[$"{layer}/kernel"], units).t());
        Copy($"weight_hh_l{index}", Gates(parameters[$"{layer}/recurrent_kernel"], units).t());
        var bias = Gates(parameters[$"{layer}/bias"], units);
        Copy($"bias_ih_l{index}", bias[0]);
        Copy($"bias_hh_l{index}", bias[1]);

        void Copy(string name, Tensor values)
        {
            using var _ = no_grad();
            gru.named_parameters().Single(p => p.name == name).parameter.copy_(values);
        }
    }

    public static void CopyDense(TorchSharp.Modules.Linear linear, ParameterCollection<float> parameters, string layer = "dense")
    {
        using var _ = no_grad();
        linear.weight!.copy_(Matrix(parameters[$"{layer}/kernel"]).t());
        linear.bias!.copy_(tensor(parameters[$"{layer}/bias"].Values.ToArray()));
    }

    private static Tensor Gates(Parameter<float> parameter, int units)
    {
        var columns = Matrix(parameter).split(units, dim: 1);
        return cat([columns[1], columns[0], columns[2]], 1);
    }

    private static Tensor Matrix(Parameter<float> parameter) =>
        tensor(parameter.Values.ToArray()).reshape(parameter.Shape[0], parameter.Length / parameter.Shape[0]);
}
