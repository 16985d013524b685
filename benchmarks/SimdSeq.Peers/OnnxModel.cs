using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace SimdSeq.Peers;

/// <summary>
/// Writes an ONNX model: the few messages of onnx.proto that the networks here need (ModelProto, GraphProto, NodeProto, TensorProto,
/// ValueInfoProto), by their field numbers.
/// </summary>
internal sealed class OnnxModel
{
    private const int Single = 1, Int64 = 7;
    private readonly List<byte[]> _nodes = [], _initializers = [], _inputs = [], _outputs = [];

    /// <summary>How ONNX Runtime is fastest here.</summary>
    /// <param name="threads">Threads of one operator.</param>
    public static SessionOptions BestOptions(int threads) => new()
    {
        IntraOpNumThreads = threads,
        InterOpNumThreads = 1,
        ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
    };

    public OnnxModel Node(string type, string[] inputs, string[] outputs, params (string Name, long Value)[] attributes) =>
        Node(type, inputs, outputs, [.. attributes.Select(attribute => (attribute.Name, (long[])[attribute.Value], false))]);

    /// <summary>A node some of whose attributes are lists.</summary>
    public OnnxModel Node(string type, string[] inputs, string[] outputs, (string Name, long[] Values, bool IsList)[] attributes)
    {
        const int IntegerType = 2, IntegersType = 7;
        return Node(type, inputs, outputs, attributes.Select(one => Message(attribute =>
        {
            Text(attribute, 1, one.Name);
            foreach (long value in one.Values) Number(attribute, one.IsList ? 8 : 3, value);
            Number(attribute, 20, one.IsList ? IntegersType : IntegerType);
        })));
    }

    /// <summary>A normalisation of the last axis.</summary>
    public OnnxModel LayerNormalization(string x, string scale, string offset, string y, float epsilon)
    {
        const int FloatType = 1;
        return Node("LayerNormalization", [x, scale, offset], [y], [Message(attribute =>
        {
            Text(attribute, 1, "epsilon");
            attribute.WriteTag(2, WireFormat.WireType.Fixed32);
            attribute.WriteFloat(epsilon);
            Number(attribute, 20, FloatType);
        })]);
    }

    private OnnxModel Node(string type, string[] inputs, string[] outputs, IEnumerable<byte[]> attributes)
    {
        _nodes.Add(Message(node =>
        {
            foreach (string input in inputs) Text(node, 1, input);
            foreach (string output in outputs) Text(node, 2, output);
            Text(node, 3, $"{type}_{_nodes.Count}");
            Text(node, 4, type);
            foreach (byte[] attribute in attributes) Bytes(node, 5, attribute);
        }));
        return this;
    }

    public OnnxModel Values(string name, float[] values, params long[] shape)
    {
        byte[] bytes = new byte[4 * values.Length];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        return Tensor(name, Single, bytes, shape);
    }

    public OnnxModel Axis(string name, params long[] values) =>
        Tensor(name, Int64, [.. values.SelectMany(BitConverter.GetBytes)], [values.Length]);

    /// <summary>An input; of an extent of -1 every run has its own.</summary>
    public OnnxModel Input(string name, params long[] shape) => Add(_inputs, name, shape);

    public OnnxModel Output(string name, params long[] shape) => Add(_outputs, name, shape);

    public byte[] ToBytes() => Message(model =>
    {
        Number(model, 1, 8); // the format's version
        Text(model, 2, "SimdSeq");
        Bytes(model, 7, Message(graph =>
        {
            foreach (byte[] node in _nodes) Bytes(graph, 1, node);
            Text(graph, 2, "graph");
            foreach (byte[] initializer in _initializers) Bytes(graph, 5, initializer);
            foreach (byte[] input in _inputs) Bytes(graph, 11, input);
            foreach (byte[] output in _outputs) Bytes(graph, 12, output);
        }));
        Bytes(model, 8, Message(operators => Number(operators, 2, 17)));
    });

    private OnnxModel Tensor(string name, int type, byte[] bytes, long[] shape)
    {
        _initializers.Add(Message(tensor =>
        {
            foreach (long extent in shape) Number(tensor, 1, extent);
            Number(tensor, 2, type);
            Text(tensor, 8, name);
            Bytes(tensor, 9, bytes);
        }));
        return this;
    }

    private OnnxModel Add(List<byte[]> list, string name, long[] shape)
    {
        byte[] extents = Message(message =>
        {
            foreach (long extent in shape)
            {
                Bytes(message, 1, Message(dimension =>
                {
                    if (extent < 0) Text(dimension, 2, name);
                    else Number(dimension, 1, extent);
                }));
            }
        });
        byte[] tensor = Message(message =>
        {
            Number(message, 1, Single);
            Bytes(message, 2, extents);
        });
        list.Add(Message(message =>
        {
            Text(message, 1, name);
            Bytes(message, 2, Message(type => Bytes(type, 1, tensor)));
        }));
        return this;
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var memory = new MemoryStream();
        using (var stream = new CodedOutputStream(memory, leaveOpen: true)) write(stream);
        return memory.ToArray();
    }

    private static void Text(CodedOutputStream stream, int field, string value)
    {
        stream.WriteTag(field, WireFormat.WireType.LengthDelimited);
        stream.WriteString(value);
    }

    private static void Bytes(CodedOutputStream stream, int field, byte[] value)
    {
        stream.WriteTag(field, WireFormat.WireType.LengthDelimited);
        stream.WriteBytes(ByteString.CopyFrom(value));
    }

    private static void Number(CodedOutputStream stream, int field, long value)
    {
        stream.WriteTag(field, WireFormat.WireType.Varint);
        stream.WriteInt64(value);
    }
}
