using System.Globalization;
using SimdSeq.Cli;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var interruption = new Interruption();
return await Application.RunAsync(args, new Session(Terminal.OfProcess()), interruption.Token).ConfigureAwait(false);
