using System.Text;

namespace SimdSeq;

/// <summary>A training run as one HTML page.</summary>
public static class HistoryReport
{
    /// <summary>
    /// Writes a run as one HTML file that needs no other: curves of all figures of the epochs, the norm of the gradient, a table, what the
    /// options add, and the machine. The file is written beside its name and then takes it: it is whole, or the old one stays.
    /// </summary>
    /// <example><code>
    /// History history = model.Fit(training, options);
    /// history.SaveReport("run.html", new ReportOptions { Title = "Load", Model = model.Summary(), Training = options });
    /// </code></example>
    /// <param name="history">The run.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">What else it shows; null: nothing.</param>
    /// <exception cref="ArgumentException">An option does not fit: the message says which.</exception>
    /// <exception cref="IOException">The file cannot be written, for instance because its folder is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void SaveReport(this History history, string path, ReportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] page = Encoding.UTF8.GetBytes(history.ToReport(options));
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is not null && !Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException(
                $"{path}: expected a file in an existing folder; there is none called {folder}. Create it first.");
        }

        AtomicFile.Write(path, stream => stream.Write(page));
    }

    /// <summary>The same page as a text, for instance to serve it.</summary>
    /// <inheritdoc cref="SaveReport"/>
    public static string ToReport(this History history, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        options ??= new ReportOptions();
        options.Check();
        return ReportPage.Write(history, options);
    }
}
