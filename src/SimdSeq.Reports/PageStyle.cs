namespace SimdSeq;

/// <summary>How a page looks: in light and dark as its reader prefers, and on a phone.</summary>
internal static class PageStyle
{
    /// <summary>Colours of lines; as many classes <c>s0</c>, <c>s1</c>, ... are in <see cref="Sheet"/>.</summary>
    public const int Colours = 6;

    /// <summary>
    /// The style sheet. Colours of lines: Wong, "Points of view: Color blindness", Nature Methods 8 (2011), told apart by everybody.
    /// </summary>
    public const string Sheet =
        """
        :root { color-scheme: light dark; --back: #ffffff; --text: #1b1b1b;
          --soft: #6a6a6a; --line: #d8d8d8; --mark: 0, 114, 178; --note: #fff3cd; }
        @media (prefers-color-scheme: dark) {
          :root { --back: #16181c; --text: #e6e6e6; --soft: #a0a0a0; --line: #3a3d44; --mark: 86, 180, 233; --note: #4a3c10; }
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 62rem; padding: 1rem; background: var(--back); color: var(--text);
          font: 16px/1.45 system-ui, sans-serif; overflow-wrap: anywhere; }
        h1 { font-size: 1.6rem; margin: 0.5rem 0; } h2 { font-size: 1.2rem; margin: 1.6rem 0 0.5rem; }
        p { margin: 0.4rem 0; } .soft, figcaption { color: var(--soft); font-size: 0.9rem; }
        .note { background: var(--note); padding: 0.6rem 0.8rem; border-radius: 0.4rem; white-space: pre-wrap; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 0.6rem; }
        figure { margin: 0; } svg { display: block; width: 100%; height: auto; }
        .wide, pre { overflow-x: auto; } pre { font-size: 0.8rem; line-height: 1.3; overflow-wrap: normal; }
        table { border-collapse: collapse; font-size: 0.9rem; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
        th, td { padding: 0.2rem 0.6rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
        .facts th, .facts td { text-align: left; } .facts th { font-weight: 600; white-space: nowrap; }
        .best { font-weight: 700; } .count { background: rgba(var(--mark), var(--share)); }
        svg text { fill: var(--text); font: 12px system-ui, sans-serif; } svg .grid { stroke: var(--line); }
        .plot { fill: none; stroke-width: 2; stroke-linejoin: round; }
        .s0 { stroke: #0072b2; } .s1 { stroke: #d55e00; } .s2 { stroke: #009e73; }
        .s3 { stroke: #cc79a7; } .s4 { stroke: #e69f00; } .s5 { stroke: #56b4e9; }

        """;
}
