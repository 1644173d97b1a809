namespace Sluice.Lake.DuckDb;

/// <summary>The classes of error that callers tell apart (<c>duckdb_error_type</c>).</summary>
public enum DuckDbErrorType
{
    /// <summary>Not an error, or one without a class.</summary>
    Invalid = 0,

    /// <summary>A value is outside its type's range.</summary>
    OutOfRange = 1,

    /// <summary>A conversion failed.</summary>
    Conversion = 2,

    /// <summary>Types do not fit together.</summary>
    MismatchType = 5,

    /// <summary>Division by zero.</summary>
    DivideByZero = 6,

    /// <summary>The catalog has no such table, function or type.</summary>
    Catalog = 13,

    /// <summary>The statement could not be parsed.</summary>
    Parser = 14,

    /// <summary>The statement names something that does not exist or fit.</summary>
    Binder = 24,

    /// <summary>Reading or writing a file failed.</summary>
    Io = 28,

    /// <summary>The query was interrupted.</summary>
    Interrupt = 29,

    /// <summary>The input is invalid: a corrupt file, a bad value.</summary>
    InvalidInput = 32,

    /// <summary>The statement needs more memory than <c>memory_limit</c> allows, and cannot spill it.</summary>
    OutOfMemory = 33,
}
