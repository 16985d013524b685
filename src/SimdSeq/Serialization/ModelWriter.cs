using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace SimdSeq;

/// <summary>Writes a model in the <see cref="ModelFormat"/>.</summary>
internal static class ModelWriter
{
    public static void Write<T>(SequenceModel<T> model, Stream destination) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] header = Header(model);
        hash.AppendData(header);
        destination.Write(header);

        T[] values = model.Parameters.ToArray();
        LittleEndian.Swap<T>(values);
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        hash.AppendData(bytes);
        destination.Write(bytes);
        destination.Write(hash.GetHashAndReset());
    }

    private static byte[] Header<T>(SequenceModel<T> model) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var header = new MemoryStream();
        using var writer = new BinaryWriter(header); // little-endian on every machine
        writer.Write(ModelFormat.Magic);
        // Without sections the bytes are those of the version before, which older packages read.
        writer.Write(model.Preparation is null ? ModelFormat.VersionWithoutSections : ModelFormat.Version);
        writer.Write(Unsafe.SizeOf<T>());
        WriteText(writer, model.Layout.Name);
        var layers = SavedLayer.Of(model.Layout);
        writer.Write(layers.Count);
        foreach (var layer in layers)
        {
            WriteText(writer, layer.Name);
            WriteText(writer, layer.Meaning);
        }

        if (model.Preparation is { } preparation)
        {
            writer.Write(1);
            WriteText(writer, PreparationSection.Name);
            writer.Write(PreparationSection.VersionOf(preparation));
            byte[] section = PreparationSection.Write(preparation);
            if (section.Length > ModelFormat.SectionBytesLimit)
            {
                throw new InvalidOperationException(
                    $"Expected a preparation of at most {ModelFormat.SectionBytesLimit} bytes in a file, got {section.Length} of "
                    + $"{preparation.Series.Count} series. Save models for parts of them.");
            }

            writer.Write(section.Length);
            writer.Write(section);
            writer.Write(SHA256.HashData(section));
        }

        writer.Write(model.Parameters.Count);
        foreach (var parameter in model.Parameters)
        {
            WriteText(writer, parameter.Name);
            writer.Write(parameter.Shape.Length);
            foreach (int extent in parameter.Shape) writer.Write(extent);
        }

        writer.Flush();
        return header.ToArray();
    }

    internal static void WriteText(BinaryWriter writer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }
}
