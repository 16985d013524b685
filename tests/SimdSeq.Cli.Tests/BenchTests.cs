namespace SimdSeq.Cli.Tests;

public sealed class BenchTests
{
    [Fact]
    public void The_peers_are_found_from_any_folder_of_a_checkout()
    {
        using var folder = new TemporaryFolder();
        string peers = Directory.CreateDirectory(Path.Combine(folder.Path, PeersProject.RelativePath)).FullName;
        string project = Path.Combine(peers, "SimdSeq.Peers.csproj"),
            deep = Directory.CreateDirectory(Path.Combine(folder.Path, "a", "b")).FullName;
        File.WriteAllText(project, "");
        using var elsewhere = new TemporaryFolder();
        Assert.Equal(project, PeersProject.Find(folder.Path));
        Assert.Equal(project, PeersProject.Find(elsewhere.Path, deep));
        Assert.Contains("checkout", Assert.Throws<FailureException>(() => PeersProject.Find(elsewhere.Path)).Message);
    }

    [Theory]
    [InlineData("torch", "train")]
    [InlineData("onnx", "predict")]
    public void A_peer_has_its_report(string peer, string verb) => Assert.Equal(verb, BenchCommand.ArgumentsFor(peer)[0]);

    [Fact]
    public async Task An_exit_code_and_output_are_passed_on()
    {
        using var folder = new TemporaryFolder();
        var output = new StringWriter();
        var error = new StringWriter();
        int code = await PeersProject.RunAsync(folder.File("none.csproj"), [], new Terminal(output, error), CancellationToken.None);
        Assert.NotEqual(ExitCode.Success, code);
        Assert.Contains("none.csproj", output.ToString() + error);
    }

    [Fact]
    public async Task Cancelling_ends_the_child()
    {
        using var folder = new TemporaryFolder();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => PeersProject.RunAsync(
                folder.File("none.csproj"), [], new Terminal(new StringWriter(), new StringWriter()), cancelled.Token));
    }
}
