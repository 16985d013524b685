using System.Text;

namespace SimdSeq.Generators.Emission;

/// <summary>Text with indentation: multi-line text in, braces closed by <see cref="End"/>.</summary>
internal sealed class SourceWriter(int indentation = 0)
{
    private const int Width = 140;

    private readonly StringBuilder _text = new();
    private int _indentation = indentation;

    public void Line(string text = "")
    {
        foreach (string line in text.Split('\n'))
        {
            Wrapped(line, 4 * _indentation);
        }
    }

    // A long call goes on in the next line, after a comma; a long header with what it asks of its types.
    private void Wrapped(string line, int indentation)
    {
        bool isContinued = false;
        bool isComment = line.StartsWith("//", System.StringComparison.Ordinal);
        if (indentation + line.Length > Width && !isComment
            && line.IndexOf(") where ", System.StringComparison.Ordinal) is > 0 and var parameters)
        {
            Wrapped(line.Substring(0, parameters + 1), indentation);
            indentation += 4;
            line = line.Substring(parameters + 2);
        }

        while (indentation + line.Length > Width && LastComma(line, Width - indentation) is > 0 and var comma)
        {
            _text.Append(' ', indentation).Append(line, 0, comma + 1).Append('\n');
            if (!isContinued) indentation += 4 + line.Length - line.TrimStart(' ').Length;
            isContinued = true;
            line = line.Substring(comma + 2);
        }

        if (line.Length > 0) _text.Append(' ', indentation).Append(line);
        else if (IsBlank) return;
        _text.Append('\n');
    }

    // Two methods are a line apart, whichever of them was to write it.
    private bool IsBlank => _text.Length > 1 && _text[_text.Length - 1] == '\n' && _text[_text.Length - 2] == '\n';

    // Not in a comment, and not within a string or a list of type arguments.
    private static int LastComma(string line, int limit)
    {
        if (line.StartsWith("//", System.StringComparison.Ordinal)) return -1;
        int last = -1;
        bool isText = false;
        int depth = 0;
        for (int i = 0; i < limit && i + 1 < line.Length; i++)
        {
            if (isText && line[i] == '\\') i++; // and what it escapes
            else if (line[i] == '"') isText = !isText;
            if (!isText && line[i] is '<' or '>') depth = System.Math.Max(0, depth + (line[i] == '<' ? 1 : -1));
            if (!isText && depth == 0 && line[i] == ',' && line[i + 1] == ' ') last = i;
        }

        return last;
    }

    /// <summary>Writes a documentation comment.</summary>
    public void Summary(string text) => Line($"/// <summary>{text.Replace("&", "&amp;").Replace("<", "&lt;")}</summary>");

    /// <summary>Writes a header and opens a block.</summary>
    public void Begin(string header)
    {
        Line(header);
        Open();
    }

    /// <summary>
    /// Begins a method that the runtime compiles well at once and by itself. Left to it, a training run's first half second would be spent
    /// in code that is not optimised yet; and profiles would let it inline so much into a stream's step that vectors are left in calls.
    /// </summary>
    public void BeginOptimized(string header)
    {
        Optimized(header);
        Open();
    }

    /// <summary>The header of such a method.</summary>
    public void Optimized(string header)
    {
        Line("[MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]");
        Line(header);
    }

    /// <summary>Opens a block whose header is written elsewhere.</summary>
    public void Open()
    {
        Line("{");
        _indentation++;
    }

    /// <summary>What another writer has written, as it is.</summary>
    public void Written(string text) => _text.Append(text);

    public void End(string tail = "")
    {
        _indentation--;
        Line("}" + tail);
    }

    public override string ToString() => _text.ToString();
}
