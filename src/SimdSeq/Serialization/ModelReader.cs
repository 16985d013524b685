using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SimdSeq.Data;

namespace SimdSeq;

/// <summary>Reads a model in the <see cref="ModelFormat"/>: first everything is checked, then the parameters change.</summary>
internal static class ModelReader
{
    public static void Read<T>(SequenceModel<T> model, Stream source, string file, LoadOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var input = new HashedInput(source, file);
        var (version, valueBytes, name) = ReadStart(input);
        var layers = ReadLayers(input, version);
        var preparation = ReadPreparation(input, version);
        var table = ReadTable(input);

        // What does not fit is still read to its end: first of all comes whether the file is whole.
        long total = table.Sum(tensor => tensor.Length);
        bool fits = valueBytes == Unsafe.SizeOf<T>() && total == model.ParameterCount;
        T[] values = fits ? new T[total] : [];
        if (fits) input.Read(MemoryMarshal.AsBytes(values.AsSpan()), "the values");
        else input.Skip(total * valueBytes, "the values");
        input.CheckEnd();

        CheckPrecision<T>(model, file, valueBytes);
        ParameterMatch.Check(model, file, name, table);
        if (layers is not null && !options.AnyLayers) LayerMatch.Check(model.Layout, file, name, layers);
        LittleEndian.Swap<T>(values);
        if (!options.AnyValues) FiniteValues.Check<T>(file, table, values);
        if (preparation is not null && PreparationMatch.Objection(model, preparation) is { } objection)
            throw new ModelFormatException(file, $"a preparation of samples of {model.Layout.Name}", objection, "");
        using var use = model.Use.Change();
        int at = 0;
        foreach (var tensor in table)
        {
            model.Parameters[tensor.Name].Replace(values.AsSpan(at, (int)tensor.Length));
            at += (int)tensor.Length;
        }

        model.TakePreparation(preparation);
    }

    /// <summary>Reads what stands before the layers.</summary>
    public static (int Version, int ValueBytes, string Name) ReadStart(HashedInput input)
    {
        var magic = new byte[ModelFormat.Magic.Length];
        input.Read(magic, "the mark of a SimdSeq model");
        if (!ModelFormat.Magic.SequenceEqual(magic))
        {
            throw new ModelFormatException(
                input.File, $"the mark of a SimdSeq model ({Convert.ToHexString(ModelFormat.Magic)})", Convert.ToHexString(magic),
                "It is no file of SequenceModel.Save, or it is damaged.");
        }

        int version = input.ReadInt32("the version of the format", 1, int.MaxValue);
        if (version > ModelFormat.Version)
        {
            throw new ModelFormatException(
                input.File, $"format version {ModelFormat.Version} or an older one", $"version {version}",
                "A newer SimdSeq wrote it: update the package, or save the model again with this one.");
        }

        int valueBytes = input.ReadInt32("the bytes of a value", sizeof(float), sizeof(double));
        if (valueBytes is not (sizeof(float) or sizeof(double)))
            throw ModelFormatException.Damaged(input.File, "4 or 8 bytes a value", $"{valueBytes}");
        return (version, valueBytes, input.ReadText("the model's name"));
    }

    /// <summary>Reads the layers; null for a version that does not tell them.</summary>
    public static IReadOnlyList<SavedLayer>? ReadLayers(HashedInput input, int version)
    {
        if (version < 2) return null;
        int count = input.ReadInt32("the number of layers", 0, ModelFormat.CountLimit);
        var layers = new List<SavedLayer>();
        for (int i = 0; i < count; i++)
        {
            string name = input.ReadText($"the name of layer {i + 1} of {count}");
            layers.Add(new SavedLayer(name, input.ReadText($"kind and options of {name}", ModelFormat.MeaningLimit)));
        }

        return layers;
    }

    /// <summary>Reads the sections; null where none is a preparation.</summary>
    public static Preparation? ReadPreparation(HashedInput input, int version)
    {
        if (version < 3) return null;
        int count = input.ReadInt32("the number of sections", 1, ModelFormat.SectionLimit);
        Preparation? preparation = null;
        for (int i = 0; i < count; i++)
        {
            string name = input.ReadText($"the name of section {i + 1} of {count}");
            int its = input.ReadInt32("the version of a section", 1, int.MaxValue);
            byte[] bytes = input.ReadBytes(input.ReadInt32("the bytes of a section", 0, ModelFormat.SectionBytesLimit), "a section");
            var hash = new byte[ModelFormat.ChecksumBytes];
            input.Read(hash, "the hash of a section");
            if (!SHA256.HashData(bytes).AsSpan().SequenceEqual(hash))
                throw ModelFormatException.Damaged(
                    input.File, $"a section with the SHA-256 {Convert.ToHexStringLower(hash)}", "another");
            if (name != PreparationSection.Name || its > PreparationSection.Version)
            {
                throw new ModelFormatException(
                    input.File, $"the section '{PreparationSection.Name}' of version {PreparationSection.Version} or an older one",
                    $"'{name}' of version {its}", "A newer SimdSeq wrote it: update the package.");
            }

            if (preparation is not null) throw ModelFormatException.Damaged(input.File, "one preparation", "two");
            preparation = PreparationSection.Read(bytes, input.File, its);
        }

        return preparation;
    }

    /// <summary>Reads names and shapes of the parameters.</summary>
    public static List<StoredTensor> ReadTable(HashedInput input)
    {
        int count = input.ReadInt32("the number of parameters", 0, ModelFormat.CountLimit);
        var table = new List<StoredTensor>();
        for (int i = 0; i < count; i++)
        {
            string name = input.ReadText($"the name of parameter {i + 1} of {count}");
            var shape = new int[input.ReadInt32($"the rank of {name}", 0, ModelFormat.RankLimit)];
            long length = 1;
            for (int axis = 0; axis < shape.Length; axis++)
            {
                shape[axis] = input.ReadInt32($"extent {axis} of {name}", 1, int.MaxValue);
                length *= shape[axis]; // at most 2^31 · 2^31: checked before the next one
                if (length > Array.MaxLength)
                    throw ModelFormatException.Damaged(input.File, $"at most {Array.MaxLength} values in {name}", $"{length}");
            }

            table.Add(new StoredTensor(name, shape, length));
        }

        return table;
    }

    private static void CheckPrecision<T>(SequenceModel<T> model, string file, int valueBytes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (valueBytes == Unsafe.SizeOf<T>()) return;
        throw new ModelFormatException(
            file, $"values of {ModelFormat.PrecisionName(Unsafe.SizeOf<T>())}, as {model.Layout.Name} has",
            ModelFormat.PrecisionName(valueBytes), "Declare the model with the precision of the file.");
    }
}
