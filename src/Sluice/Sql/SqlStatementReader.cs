namespace Sluice.Sql;

/// <summary>Reads one statement from tokens; comments and spaces do not count.</summary>
internal sealed class SqlStatementReader
{
    private const string Expected = "Expected SELECT, WITH ... SELECT, or INSERT INTO <table> SELECT.";
    private readonly string _file;
    private readonly string _sql;
    private readonly List<SqlToken> _tokens;
    private int _next;

    public SqlStatementReader(string file, string sql)
    {
        _file = file;
        _sql = sql;
        _tokens = [.. SqlTokenizer.Read(file, sql).Where(token => token.Kind is not (SqlTokenKind.Space or SqlTokenKind.Comment))];
    }

    public SqlStatement Read()
    {
        TakeSemicolons();
        if (_tokens.Count == 0)
        {
            throw new SqlErrorException(_file, 1, $"The file holds no statement. {Expected}");
        }

        var first = _tokens[0];
        var target = first.Is("insert") ? Target() : null;
        var query = Query();
        var end = _tokens[^1].End;
        return new SqlStatement
        {
            Text = _sql[first.Start..end],
            Query = _sql[query.Start..end],
            Target = target,
            Line = first.Line,
            QueryLine = query.Line,
        };
    }

    private void TakeSemicolons()
    {
        while (_tokens.Count > 0 && _tokens[^1].Is(';'))
        {
            _tokens.RemoveAt(_tokens.Count - 1);
        }

        var between = _tokens.FindIndex(token => token.Is(';'));
        if (between >= 0)
        {
            throw new SqlErrorException(_file, _tokens[between + 1].Line, "Found a second statement. Expected one statement a file.");
        }
    }

    private SqlInsertTarget Target()
    {
        var line = Take().Line;
        if (!Peek().Is("into"))
        {
            throw Unexpected(Peek(), "INTO after INSERT");
        }

        Take();
        var names = new List<string> { Name() };
        while (Peek().Is('.'))
        {
            Take();
            names.Add(Name());
        }

        if (names.Count > 2 && !(names.Count == 3 && names[0] == "awsdatacatalog"))
        {
            throw new SqlErrorException(_file, line, $"The target '{string.Join('.', names)}' names a catalog. Expected <database>.<table> or <table>.");
        }

        var columns = Peek().Is('(') && !BeginsQuery(Peek(1)) ? Columns() : null;
        return new SqlInsertTarget(names.Count > 1 ? names[^2] : null, names[^1], columns, line);
    }

    private List<string> Columns()
    {
        var columns = new List<string>();
        do
        {
            Take();
            columns.Add(Name());
        }
        while (Peek().Is(','));

        if (!Peek().Is(')'))
        {
            throw Unexpected(Peek(), "a comma or ) in the column list");
        }

        Take();
        var twice = columns.GroupBy(column => column).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? columns : throw new SqlErrorException(_file, _tokens[_next - 1].Line, $"The column '{twice.Key}' is listed twice.");
    }

    /// <summary>Where the query begins. A WITH must lead to a SELECT of its own level.</summary>
    private SqlToken Query()
    {
        var begin = Peek();
        if (!BeginsQuery(begin))
        {
            throw new SqlErrorException(_file, begin.Line, $"Found '{begin.Text}'. {Expected}");
        }

        var depth = 0;
        var selects = begin.Is('(') || begin.Is("select");
        for (var i = _next; i < _tokens.Count; i++)
        {
            depth += _tokens[i].Is('(') ? 1 : _tokens[i].Is(')') ? -1 : 0;
            selects |= depth == 0 && _tokens[i].Is("select");
            if (depth < 0)
            {
                throw new SqlErrorException(_file, _tokens[i].Line, "Found a ) that nothing opens.");
            }
        }

        if (depth > 0)
        {
            throw new SqlErrorException(_file, begin.Line, "The statement has a ( that nothing closes.");
        }

        return selects ? begin : throw new SqlErrorException(_file, begin.Line, $"The WITH leads to no SELECT. {Expected}");
    }

    private static bool BeginsQuery(SqlToken token) => token.Is("select") || token.Is("with") || token.Is('(');

    private string Name() =>
        Peek().Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier ? Take().Identifier : throw Unexpected(Peek(), "a name");

    private SqlToken Peek(int ahead = 0) =>
        _next + ahead < _tokens.Count
            ? _tokens[_next + ahead]
            : throw new SqlErrorException(_file, _tokens[^1].Line, $"The statement ends after '{_tokens[^1].Text}'. {Expected}");

    private SqlToken Take() => _tokens[_next++];

    private SqlErrorException Unexpected(SqlToken token, string expected) => new(_file, token.Line, $"Found '{token.Text}'. Expected {expected}.");
}
