using SimdSeq.Cli;

using var interruption = new Interruption();
return await Application.RunAsync(args, new Session(Terminal.OfProcess()), interruption.Token).ConfigureAwait(false);
