using System.CommandLine;

namespace SimdSeq.Cli;

/// <summary><c>bench --against PEER</c>: the short form of the comparison, about a minute.</summary>
internal sealed class BenchCommand : Command
{
    private const string Torch = "torch", Onnx = "onnx";

    private readonly Option<string> _against = new("--against")
    {
        Description = $"The peer: {Torch} (libtorch, training steps) or {Onnx} (ONNX Runtime, predictions)",
        HelpName = "PEER",
        Required = true,
    };

    private readonly Session _session;

    public BenchCommand(Session session)
        : base("bench", "Measure training steps or predictions beside a peer, in one run; from a checkout")
    {
        _session = session;
        Options.Add(_against);
        SetAction(RunAsync);
    }

    /// <summary>What the peers' project is asked for.</summary>
    /// <exception cref="UsageException">The peer is none.</exception>
    public static string[] ArgumentsFor(string peer) => peer switch
    {
        Torch => ["train", "--threads", "1", "--rounds", "9", "--allocator", "both"],
        Onnx => ["predict", "--threads", "1", "--rounds", "9"],
        _ => throw new UsageException($"--against: expected {Torch} or {Onnx}; got '{peer}'."),
    };

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        string[] arguments = ArgumentsFor(parsed.GetRequiredValue(_against));
        string project = PeersProject.Find(Environment.CurrentDirectory, AppContext.BaseDirectory);
        _session.Terminal.OutWriter.WriteLine("Building the peers and measuring; about a minute. Other work on this machine shows in the "
            + "figures.");
        return PeersProject.RunAsync(project, arguments, _session.Terminal, cancellation);
    }
}
