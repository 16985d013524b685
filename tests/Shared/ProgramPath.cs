namespace SimdSeq.Tests;

/// <summary>The folders that programs are looked for in.</summary>
internal static class ProgramPath
{
    /// <summary>Whether there is a program of this name.</summary>
    public static bool Has(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program)));
}
