namespace Sluice.Local.Lineage;

/// <summary>Prints traces for people.</summary>
public static class LineageText
{
    /// <summary>Prints.</summary>
    public static void Write(TextWriter output, IReadOnlyList<LineageStep> steps)
    {
        foreach (var (step, index) in steps.Select(static (step, index) => (step, index)))
        {
            if (index > 0)
            {
                output.WriteLine();
            }

            Write(output, step, "");
        }
    }

    private static void Write(TextWriter output, LineageStep step, string indent)
    {
        output.WriteLine($"{indent}{step.Table}  {string.Join(", ", step.Key.Select(static pair => $"{pair.Key}={pair.Value ?? "NULL"}"))}");
        output.WriteLine($"{indent}  {step.Attribute}: {Change(step)}");
        output.WriteLine($"{indent}  {step.Layer}, exec_date {step.ExecDate} compared with {step.PreviousExecDate ?? "an exec_date that is gone"}, {step.Pipeline} run {step.RunId}");
        foreach (var file in step.Files)
        {
            output.WriteLine($"{indent}  {(file.ExecDate == step.ExecDate ? "in    " : "was in")} {file.Object}");
            if (file.IncomingFile is { } incoming)
            {
                output.WriteLine($"{indent}         which came as {incoming}");
            }
        }

        if (step.Note is { } note)
        {
            output.WriteLine($"{indent}  {note}");
        }

        foreach (var from in step.From)
        {
            Write(output, from, indent + "    ");
        }

        if (step.More > 0)
        {
            output.WriteLine($"{indent}    and {step.More} more; --limit 0 shows all");
        }
    }

    private static string Change(LineageStep step) => (step.Previous, step.Current) switch
    {
        (null, { } now) => $"{now}, was NULL or not there",
        ({ } before, null) => $"NULL or not there, was {before}",
        (null, null) => "NULL; the row appeared or disappeared",
        ({ } before, { } now) => $"{before} -> {now}",
    };
}
