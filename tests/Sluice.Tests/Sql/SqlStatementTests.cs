using Sluice.Sql;

namespace Sluice.Tests.Sql;

public sealed class SqlStatementTests
{
    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("select 1")]
    [InlineData("(SELECT 1) UNION (SELECT 2)")]
    [InlineData("WITH a AS (SELECT 1) SELECT * FROM a")]
    [InlineData("SELECT ';' AS \"a;b\" -- ; INSERT INTO x\n/* ; */ FROM t")]
    public void A_query_is_taken_whole(string sql)
    {
        var statement = SqlStatement.Read("x.sql", sql);

        Assert.Null(statement.Target);
        Assert.Equal(sql, statement.Query);
        Assert.Equal(sql, statement.Text);
    }

    [Theory]
    [InlineData("INSERT INTO t SELECT 1", null, "t", null, "SELECT 1")]
    [InlineData("insert into Db.T select 1;", "db", "t", null, "select 1")]
    [InlineData("INSERT INTO \"My\".\"a\"\"b\" SELECT 1", "my", "a\"b", null, "SELECT 1")]
    [InlineData("INSERT INTO awsdatacatalog.db.t SELECT 1", "db", "t", null, "SELECT 1")]
    [InlineData("INSERT INTO t (A, \"B\") SELECT 1, 2", null, "t", "a,b", "SELECT 1, 2")]
    [InlineData("INSERT INTO t (SELECT 1)", null, "t", null, "(SELECT 1)")]
    [InlineData("INSERT INTO t ((SELECT 1))", null, "t", null, "((SELECT 1))")]
    [InlineData("INSERT INTO t WITH a AS (SELECT 1) SELECT * FROM a", null, "t", null, "WITH a AS (SELECT 1) SELECT * FROM a")]
    [InlineData("INSERT INTO t (x) WITH a AS (SELECT 1) SELECT * FROM a ; ; ", null, "t", "x", "WITH a AS (SELECT 1) SELECT * FROM a")]
    [InlineData("/* INSERT INTO no */ INSERT -- a\nINTO t -- SELECT 2\nSELECT 'INTO' -- end", null, "t", null, "SELECT 'INTO'")]
    public void An_insert_is_taken_apart(string sql, string? database, string table, string? columns, string query)
    {
        var statement = SqlStatement.Read("x.sql", sql);

        Assert.Equal((database, table), (statement.Target?.Database, statement.Target?.Table));
        Assert.Equal(columns?.Split(','), statement.Target?.Columns);
        Assert.Equal(query, statement.Query);
    }

    [Fact]
    public void The_line_is_that_of_the_first_word()
    {
        var statement = SqlStatement.Read("x.sql", "-- what\n\n/* more\n*/ INSERT INTO t\n\nSELECT 1");

        Assert.Equal(4, statement.Line);
        Assert.Equal(4, statement.Target?.Line);
        Assert.Equal(6, statement.QueryLine);
    }

    [Theory]
    [InlineData("", "x.sql:1: The file holds no statement. Expected SELECT, WITH ... SELECT, or INSERT INTO <table> SELECT.")]
    [InlineData("-- nothing\n;", "x.sql:1: The file holds no statement. Expected SELECT, WITH ... SELECT, or INSERT INTO <table> SELECT.")]
    [InlineData("SELECT 1;\nSELECT 2;", "x.sql:2: Found a second statement. Expected one statement a file.")]
    [InlineData("\nDROP TABLE t", "x.sql:2: Found 'DROP'. Expected SELECT, WITH ... SELECT, or INSERT INTO <table> SELECT.")]
    [InlineData("CREATE TABLE t AS SELECT 1", "x.sql:1: Found 'CREATE'. Expected SELECT, WITH ... SELECT, or INSERT INTO <table> SELECT.")]
    [InlineData("INSERT INTO t\nVALUES (1)", "x.sql:2: Found 'VALUES'. Expected SELECT, WITH ... SELECT, or INSERT INTO <table> SELECT.")]
    [InlineData("INSERT OVERWRITE t SELECT 1", "x.sql:1: Found 'OVERWRITE'. Expected INTO after INSERT.")]
    [InlineData("INSERT INTO t", "x.sql:1: The statement ends after 't'. Expected SELECT, WITH ... SELECT, or INSERT INTO <table> SELECT.")]
    [InlineData("INSERT INTO a.b.c SELECT 1", "x.sql:1: The target 'a.b.c' names a catalog. Expected <database>.<table> or <table>.")]
    [InlineData("INSERT INTO t (a b) SELECT 1", "x.sql:1: Found 'b'. Expected a comma or ) in the column list.")]
    [InlineData("INSERT INTO t (a, A) SELECT 1", "x.sql:1: The column 'a' is listed twice.")]
    [InlineData("INSERT INTO 't' SELECT 1", "x.sql:1: Found ''t''. Expected a name.")]
    [InlineData("WITH a AS (SELECT 1) TABLE a", "x.sql:1: The WITH leads to no SELECT. Expected SELECT, WITH ... SELECT, or INSERT INTO <table> SELECT.")]
    [InlineData("SELECT (1", "x.sql:1: The statement has a ( that nothing closes.")]
    [InlineData("SELECT 1\n) FROM (SELECT 2", "x.sql:2: Found a ) that nothing opens.")]
    public void Other_statements_are_refused_with_file_and_line(string sql, string message)
    {
        Assert.Equal(message, Assert.Throws<SqlErrorException>(() => SqlStatement.Read("x.sql", sql)).Message);
    }
}
