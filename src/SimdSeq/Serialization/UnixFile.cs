using System.Runtime.InteropServices;

namespace SimdSeq;

/// <summary>What .NET has no call for. Each of them answers "not known" or does nothing where the system has no such call.</summary>
internal static unsafe partial class UnixFile
{
    private const int CurrentFolder = -100, OfTheHandle = 0x1000; // AT_FDCWD, AT_EMPTY_PATH
    private const uint BasicFacts = 0x7ff;
    private const int CloseOnExec = 0x80000; // of Linux
    private const int InputOutputError = 5, OperationNotPermitted = 1, PermissionDenied = 13, ReadOnlyFileSystem = 30;

    /// <summary>Kind, owner and names of a file, behind its links; null where that is not known, or nothing is there.</summary>
    public static UnixFileFacts? FactsOf(string path) => Facts(CurrentFolder, path, 0);

    /// <summary>The same of an open file.</summary>
    public static UnixFileFacts? FactsOf(SafeHandle file)
    {
        bool isHeld = false;
        try
        {
            file.DangerousAddRef(ref isHeld);
            return Facts((int)file.DangerousGetHandle(), "", OfTheHandle);
        }
        finally
        {
            if (isHeld) file.DangerousRelease();
        }
    }

    /// <summary>Gives an open file to a user and a group.</summary>
    /// <returns>Whether that was allowed.</returns>
    public static bool TryGive(SafeHandle file, uint user, uint group) => OperatingSystem.IsLinux() && ChangeOwner(file, user, group) == 0;

    /// <summary>Whether rights hang on a file that its mode does not say.</summary>
    public static bool HasAccessList(string path) =>
        OperatingSystem.IsLinux() && GetAttribute(path, "system.posix_acl_access", null, 0) > 0;

    /// <summary>Whether the system lets this process take a file's name away, as a rename over it does. It is asked to remove a folder of
    /// that name: the rights of the folder around it, its sticky bit and files that may not change are looked at before it is found to be
    /// none.</summary>
    public static bool MayLoseItsName(string path)
    {
        if (!OperatingSystem.IsLinux() || RemoveFolder(path) == 0) return true;
        return Marshal.GetLastPInvokeError() is not (OperationNotPermitted or PermissionDenied or ReadOnlyFileSystem);
    }

    /// <summary>Brings the names in a folder to the disk, where folders can be opened and this one may be.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public static void FlushFolder(string folder)
    {
        try
        {
            Flush(folder);
        }
        catch (TypeLoadException)
        {
        }
    }

    private static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return;
        int handle = Open(folder, OperatingSystem.IsLinux() ? CloseOnExec : 0);
        if (handle < 0) return;
        bool failed = Flush(handle) != 0 && Marshal.GetLastPInvokeError() == InputOutputError;
        _ = Close(handle);
        if (failed) throw new IOException($"{folder}: the names of its files could not be written to the disk, which reports an error.");
    }

    private static UnixFileFacts? Facts(int folder, string path, int flags)
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            return Statx(folder, path, flags, BasicFacts, out UnixFileFacts facts) == 0 ? facts : null;
        }
        catch (TypeLoadException) // no C library, or one older than the call
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out UnixFileFacts facts);

    [LibraryImport("libc", EntryPoint = "fchown")]
    private static partial int ChangeOwner(SafeHandle file, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "getxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetAttribute(string path, string name, void* value, nuint size);

    [LibraryImport("libc", EntryPoint = "rmdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RemoveFolder(string path);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
