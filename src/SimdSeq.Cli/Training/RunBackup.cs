namespace SimdSeq.Cli;

/// <summary>Where a run of training is backed up, so that one that was killed goes on.</summary>
internal static class RunBackup
{
    /// <summary>The environment variable that names the folder of backups.</summary>
    public const string Variable = "SIMDSEQ_RUNS";

    /// <summary>The folder that the variable names; without it, one of this user's own.</summary>
    public static string DefaultFolder
    {
        get
        {
            if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder) return folder;
            string own = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
            return Path.Combine(own.Length > 0 ? own : Path.GetTempPath(), "simdseq", "runs");
        }
    }

    /// <summary>The file of a run where the command line names none.</summary>
    public static string FileOf(Session session, Recipe recipe, TrainingSettings settings) =>
        Path.Combine(session.RunsFolder, $"{recipe.Name}-seed{settings.Seed}.backup");

    /// <summary>Makes sure that backups can be written to the default folder.</summary>
    /// <returns>Why not; null when they can.</returns>
    public static string? WhyNot(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Check(path);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}
