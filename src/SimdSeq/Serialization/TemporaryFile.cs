namespace SimdSeq;

/// <summary>The file beside a target that gets its content first. A lock tells the others that its writer lives.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private const string Start = ".simdseq-", End = ".tmp";

    // Between making a file and its lock another writer may clean it away; on a busy machine, of many writers, several times in a row.
    private const int Attempts = 100;

    private readonly FileTarget _target;
    private string _path;
    private bool _isGone; // under this name

    private TemporaryFile(FileTarget target, string path, FileStream stream)
    {
        (_target, _path, Stream) = (target, path, stream);
    }

    /// <summary>The content.</summary>
    public FileStream Stream { get; }

    /// <summary>Whether it has the owner, group and mode of the file to be replaced; else nobody but this user may read it.</summary>
    public bool HasTheRights { get; private set; }

    /// <summary>Creates one in the folder of the target, and removes those of writers that were killed.</summary>
    /// <exception cref="IOException">The folder takes no files.</exception>
    /// <exception cref="UnauthorizedAccessException">It takes none of this user.</exception>
    public static TemporaryFile Create(FileTarget target)
    {
        for (int attempt = 1; ; attempt++)
        {
            string path = Path.Combine(target.Folder, $"{Start}{Guid.NewGuid():N}{End}");
            FileStream stream;
            try
            {
                stream = new FileStream(path, OptionsFor(target));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody else's cleaning came between, and may have removed it by now. No subclass of IOException says that.
                if (attempt < Attempts && e.GetType() == typeof(IOException)) continue;
                string what = $"expected a folder that takes new files; got {target.Folder}: ";
                if (e is FileNotFoundException) throw new IOException($"{target.Asked}: {what}it takes no files.", e);
                throw target.Renamed(e, path, what);
            }

            var file = new TemporaryFile(target, path, stream);
            if (attempt < Attempts && !File.Exists(path)) // likewise
            {
                file.Dispose();
                continue;
            }

            try
            {
                file.HasTheRights = file.TakeRights();
                file.RemoveLeftovers();
                return file;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
    }

    /// <summary>Writes the content, and brings it to the disk.</summary>
    public void Write(Action<Stream> write)
    {
        try
        {
            write(Stream);
            Stream.Flush(flushToDisk: true);
        }
        catch (IOException e) when (e.Message.Contains(_path, StringComparison.Ordinal))
        {
            throw _target.Renamed(e, _path, "");
        }
    }

    /// <summary>Gives the target's name to this file.</summary>
    public void TakeName()
    {
        try
        {
            File.Move(_path, _target.Whole, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw _target.Renamed(e, _path, "expected to replace it; got: ");
        }

        _isGone = true;
        UnixFile.FlushFolder(_target.Folder);
    }

    /// <summary>Copies the content over an open file. Until that is done it is in the folder under a name that is seen, and not cleaned
    /// away.</summary>
    public void CopyOver(FileStream target)
    {
        string seen = Path.Combine(_target.Folder, Path.GetFileName(_path)[1..^End.Length] + ".saved");
        File.Move(_path, seen);
        _path = seen;
        UnixFile.FlushFolder(_target.Folder);
        try
        {
            Stream.Position = 0;
            Stream.CopyTo(target);
            target.SetLength(Stream.Length);
            target.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _isGone = true; // kept: it is the one that is whole
            throw _target.Renamed(e, _target.Whole, $"expected to write over it; the whole content is in {seen}, to be copied. Got: ");
        }
    }

    /// <summary>Closes it; removes it unless it has its name.</summary>
    public void Dispose()
    {
        try
        {
            if (!_isGone) File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report.
        }

        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // likewise: a full disk refuses what is left again
        }
    }

    // At no moment may somebody read the new file who may not read the old one.
    private static FileStreamOptions OptionsFor(FileTarget target)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete, // whoever reads the target is not refused when this has its name
        };
        if (!OperatingSystem.IsWindows() && target.Exists) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private bool TakeRights()
    {
        if (OperatingSystem.IsWindows() || !_target.Exists) return true;
        var handle = Stream.SafeFileHandle;
        if (_target.Owner is { } owner && UnixFile.FactsOf(handle)?.Owner is { } own && own != owner
            && !UnixFile.TryGive(handle, owner.User, owner.Group))
        {
            return false;
        }

        var mode = File.GetUnixFileMode(_target.Whole);
        if (File.GetUnixFileMode(handle) != mode) File.SetUnixFileMode(handle, mode);
        return true;
    }

    private void RemoveLeftovers()
    {
        var options = new EnumerationOptions { AttributesToSkip = FileAttributes.Directory | FileAttributes.ReparsePoint };
        try
        {
            string[] others = [.. Directory.EnumerateFiles(_target.Folder, $"{Start}*{End}", options).Where(file => file != _path)];
            if (others.Length == 0 || TryLock(_path)) return; // locks mean nothing here
            foreach (string file in others) TryLock(file, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // a folder whose files may not be listed
        }
    }

    private static bool TryLock(string path, FileOptions then = FileOptions.None)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, then);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // its writer lives, or it is another user's
        }
    }
}
