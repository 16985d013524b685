using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Serialization;

public sealed class AtomicSaveTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("simdseq-");

    private string Model => Path.Combine(_folder.FullName, "model.simdseq");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void SavingReplacesTheFileAndLeavesNothingElse()
    {
        var (first, second) = (new SmallGru(1), new SmallGru(2));
        first.Save(Model);
        second.Save(Model);
        var loaded = new SmallGru(3);
        loaded.Load(Model);
        Assert.Equal(second.ParameterSha256(), loaded.ParameterSha256());
        Assert.Equal([Model], Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void AFailureHalfWayLeavesTheOldFile(int bytesBefore)
    {
        new SmallGru(1).Save(Model);
        byte[] old = File.ReadAllBytes(Model);
        var thrown = Assert.Throws<IOException>(() => AtomicFile.Write(Model, stream =>
        {
            stream.Write(new byte[bytesBefore]);
            throw new IOException("disk full");
        }));
        Assert.Equal("disk full", thrown.Message);
        Assert.Equal(old, File.ReadAllBytes(Model));
        Assert.Equal([Model], Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public void ANameThatCannotBeTakenLeavesNoTemporaryFile()
    {
        Directory.CreateDirectory(Path.Combine(Model, "inner"));
        var thrown = Record.Exception(() => new SmallGru(1).Save(Model));
        Assert.True(thrown is IOException or UnauthorizedAccessException, $"{thrown}");
        Assert.Equal([Model], Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public void AFolderThatMayNotBeWrittenLeavesTheOldFile()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess) return; // nothing is forbidden there
        new SmallGru(1).Save(Model);
        byte[] old = File.ReadAllBytes(Model);
        File.SetUnixFileMode(_folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.Throws<UnauthorizedAccessException>(() => new SmallGru(2).Save(Model));
            Assert.Equal(old, File.ReadAllBytes(Model));
        }
        finally
        {
            File.SetUnixFileMode(_folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void AReadOnlyFileIsRefusedToRootToo()
    {
        new SmallGru(1).Save(Model);
        byte[] old = File.ReadAllBytes(Model);
        File.SetAttributes(Model, FileAttributes.ReadOnly);
        try
        {
            string message = Assert.Throws<UnauthorizedAccessException>(() => new SmallGru(2).Save(Model)).Message;
            Assert.StartsWith($"{Model}: expected", message);
            Assert.Contains("read-only", message);
            Assert.Equal(old, File.ReadAllBytes(Model));
            Assert.Equal([Model], Directory.GetFileSystemEntries(_folder.FullName));
        }
        finally
        {
            File.SetAttributes(Model, FileAttributes.Normal);
        }
    }

    [Fact]
    public void ANameMayBeAsLongAsTheFileSystemAllows()
    {
        string path = Path.Combine(_folder.FullName, new string('m', 255));
        for (int time = 0; time < 2; time++) new SmallGru(1).Save(path);
        new SmallGru(2).Load(path);
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite)] // more than a mask leaves
    public void TheRightsOfAFileStayAtEveryMoment(UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows()) return;
        new SmallGru(1).Save(Model);
        File.SetUnixFileMode(Model, mode);
        AtomicFile.Write(Model, stream =>
        {
            string temporary = Directory.GetFiles(_folder.FullName, "*.tmp", new EnumerationOptions { AttributesToSkip = 0 }).Single();
            Assert.Equal(mode, ModeOf(temporary));
            stream.WriteByte(1);
        });
        Assert.Equal(mode, ModeOf(Model));
        Assert.Equal([1], File.ReadAllBytes(Model));

        static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);
    }

    [Fact]
    public void ALinkIsFollowedToItsEnd()
    {
        if (OperatingSystem.IsWindows()) return; // links need a privilege there
        string target = Path.Combine(_folder.FullName, "elsewhere", "model"), link = Path.Combine(_folder.FullName, "link");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.CreateSymbolicLink(link, Path.Combine("elsewhere", "model"));
        File.CreateSymbolicLink(Model, "link");
        for (int time = 0; time < 2; time++) // at first the end is not there
        {
            new SmallGru(time).Save(Model);
            var loaded = new SmallGru(3);
            loaded.Load(target);
            Assert.Equal(new SmallGru(time).ParameterSha256(), loaded.ParameterSha256());
            Assert.Equal("link", new FileInfo(Model).LinkTarget);
            Assert.Equal([target], Directory.GetFileSystemEntries(Path.GetDirectoryName(target)!));
        }
    }

    [Fact]
    public void ALinkInALinkedFolderStartsFromWhereThatIs()
    {
        if (OperatingSystem.IsWindows()) return; // likewise
        string deep = Directory.CreateDirectory(Path.Combine(_folder.FullName, "a", "b")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "short"), Path.Combine("a", "b"));
        File.CreateSymbolicLink(Path.Combine(deep, "link"), Path.Combine("..", "model"));
        new SmallGru(1).Save(Path.Combine(_folder.FullName, "short", "link"));
        new SmallGru(2).Load(Path.Combine(_folder.FullName, "a", "model"));
        Assert.False(File.Exists(Model));
    }

    [Fact]
    public void AMissingFolderIsNamedAsItWasGiven()
    {
        string path = Path.Combine(_folder.FullName, "missing", "model");
        string message = Assert.Throws<DirectoryNotFoundException>(() => new SmallGru(1).Save(path)).Message;
        Assert.StartsWith($"{path}: expected an existing folder", message);
        Assert.DoesNotContain(".tmp", message);
    }

    [Fact]
    public void AFileSaysWhichModelItHolds()
    {
        new SmallGru(1).Save(Model);
        Assert.Equal("SmallGru", ModelFile.ReadName(Model));
        File.WriteAllText(Model, "no model at all");
        Assert.Throws<ModelFormatException>(() => ModelFile.ReadName(Model));
    }

    [Fact]
    public void AFolderIsNoFile()
    {
        string expected = $"{_folder.FullName}: expected the file of a model; got a folder. Name a file in it.";
        Assert.Equal(expected, Assert.Throws<UnauthorizedAccessException>(() => new SmallGru(1).Load(_folder.FullName)).Message);
        Assert.Equal(expected, Assert.Throws<UnauthorizedAccessException>(() => ModelFile.ReadName(_folder.FullName)).Message);
    }

    [Fact]
    public void AFailingStreamPassesItsFailureOn()
    {
        var model = new SmallGru(1);
        string before = model.ParameterSha256();
        Assert.Throws<NotSupportedException>(() => model.Save(new MemoryStream(new byte[10])));
        Assert.Equal(before, model.ParameterSha256());
    }

    [Fact]
    public void ADamagedFileIsNamed()
    {
        File.WriteAllText(Model, "no model at all");
        var refusal = Assert.Throws<ModelFormatException>(() => new SmallGru(1).Load(Model));
        Assert.Equal(Model, refusal.File);
        Assert.StartsWith(Model + ": expected", refusal.Message);
        Assert.Throws<FileNotFoundException>(() => new SmallGru(1).Load(Model + ".other"));
    }
}
