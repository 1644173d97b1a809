namespace Sluice.Lake.Tests.Athena.Dialect;

/// <summary>Texts, regular expressions, URLs and JSON: <see href="https://trino.io/docs/current/functions/string.html"/>.</summary>
public sealed class StringTests
{
    [Theory]
    [InlineData("SELECT substr('hello', 0, 2)", "")]
    [InlineData("SELECT split('a.b.c', '.', 2)", "[a, b.c]")]
    [InlineData("SELECT split_part('a.b', '.', 0)", "INVALID_FUNCTION_ARGUMENT: Index must be greater than zero")]
    public Task Parts_of_texts(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT replace('abc', '', 'x'), replace('', '', 'x'), replace('aé', '', '-'), replace('abc', '')", "xaxbxcx|x|-a-é-|abc")]
    [InlineData("SELECT replace(t, p, 'x'), replace(t, p) FROM (VALUES ('abc', ''), ('abc', 'b'), ('abc', NULL)) v (t, p)", "xaxbxcx|abc; axc|ac; ∅|∅")]
    [InlineData("SELECT split('abc', '')", "INVALID_FUNCTION_ARGUMENT: The delimiter may not be the empty string")]
    [InlineData("SELECT split('abc', '', 2)", "INVALID_FUNCTION_ARGUMENT: The delimiter may not be the empty string")]
    [InlineData("SELECT split('a.b', '.', 0)", "INVALID_FUNCTION_ARGUMENT: Limit must be positive")]
    [InlineData("SELECT split('a,b', ','), split('', ','), split('a,b', ',', 1)", "[a, b]|[]|[a,b]")]
    [InlineData("SELECT split_part('abc', '', 2), split_part('abc', '', 4)", "b|∅")]
    public Task Nothing_to_look_for_is_between_all_letters_or_refused(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT split_to_map('', ',', '='), split_to_map('a=1,', ',', '='), split_to_map(CAST(NULL AS varchar), ',', '=')", "{}|{a=1}|∅")]
    [InlineData("SELECT split_to_map('a=,=b', ',', '=')", "{a=, =b}")]
    [InlineData("SELECT split_to_map('a', ',', '=')", "INVALID_FUNCTION_ARGUMENT: Key-value delimiter must appear exactly once in each entry. Bad input: 'a'")]
    [InlineData("SELECT split_to_map('x=1,a=b=c', ',', '=')", "INVALID_FUNCTION_ARGUMENT: Key-value delimiter must appear exactly once in each entry. Bad input: 'a=b=c'")]
    [InlineData("SELECT split_to_map('a=1,,b=2', ',', '=')", "INVALID_FUNCTION_ARGUMENT: Key-value delimiter must appear exactly once in each entry. Bad input: ''")]
    [InlineData("SELECT split_to_map('a=1,a=2', ',', '=')", "INVALID_FUNCTION_ARGUMENT: Duplicate keys (a) are not allowed")]
    [InlineData("SELECT split_to_map('a=1', '', '=')", "INVALID_FUNCTION_ARGUMENT: entryDelimiter is empty")]
    [InlineData("SELECT split_to_map('a=1', ',', '')", "INVALID_FUNCTION_ARGUMENT: keyValueDelimiter is empty")]
    [InlineData("SELECT split_to_map('a=1', '=', '=')", "INVALID_FUNCTION_ARGUMENT: entryDelimiter and keyValueDelimiter must not be the same")]
    public Task Entries_of_a_map_have_one_delimiter_each(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT regexp_extract('1a 2b', '(\\d)([a-z])', 2)", "a")]
    [InlineData("SELECT regexp_extract_all('1a 2b 14m', '\\d+')", "[1, 2, 14]")]
    [InlineData("SELECT regexp_replace('fun stuff.', '(\\w)(\\w*)', '$2$1')", "unf tuffs.")]
    [InlineData("SELECT regexp_split('1a 2b 14m', '\\s*[a-z]+\\s*')", "[1, 2, 14, ]")]
    public Task Regular_expressions(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT lpad('x', 3, 'ab')", "abx")]
    [InlineData("SELECT rpad('hello', 2, 'x')", "he")]
    [InlineData("SELECT replace('abcb', 'b')", "ac")]
    [InlineData("SELECT reverse('abc')", "cba")]
    [InlineData("SELECT codepoint('A')", "65")]
    [InlineData("SELECT chr(65)", "A")]
    [InlineData("SELECT chr(97 + x % 20) FROM (VALUES BIGINT '1') t (x)", "b")]
    [InlineData("SELECT position('b' IN 'abc')", "2")]
    [InlineData("SELECT starts_with('abc', 'ab')", "true")]
    [InlineData("SELECT levenshtein_distance('abc', 'abd')", "1")]
    public Task Text_functions(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT to_hex(md5(to_utf8('a')))", "0CC175B9C0F1B6A831C399E269772661")]
    [InlineData("SELECT lower(to_hex(sha256(to_utf8('a'))))", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb")]
    [InlineData("SELECT from_utf8(from_hex('4142'))", "AB")]
    [InlineData("SELECT to_base64(to_utf8('a'))", "YQ==")]
    public Task Binary_and_hashes(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT url_extract_host('https://u@example.com:8080/a/b?x=1&y=2#f')", "example.com")]
    [InlineData("SELECT url_extract_port('https://u@example.com:8080/a/b?x=1&y=2#f')", "8080")]
    [InlineData("SELECT url_extract_path('https://example.com/a/b?x=1')", "/a/b")]
    [InlineData("SELECT url_extract_query('https://example.com/a/b?x=1#f')", "x=1")]
    [InlineData("SELECT url_extract_parameter('https://example.com/a?x=1&y=a%20b', 'y')", "a b")]
    [InlineData("SELECT url_extract_protocol('https://example.com')", "https")]
    [InlineData("SELECT url_encode('a b&c')", "a+b%26c")]
    public Task Url_parts(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT format('%s-%05d %.2f', 'a', 42, 1.5e0)", "a-00042 1.50")]
    [InlineData("SELECT format('%s', true)", "true")]
    [InlineData("SELECT format('%s at %s', 1e7, TIMESTAMP '2024-01-02 03:04:05')", "1.0E7 at 2024-01-02 03:04:05.000")]
    public Task Format_is_printf(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT json_extract_scalar('{\"a\": {\"b\": [1, \"x\"]}}', '$.a.b[1]')", "x")]
    [InlineData("SELECT json_extract_scalar('{\"a\": {\"b\": 1}}', '$.a')", "∅")]
    [InlineData("SELECT json_extract_scalar('not json', '$.a')", "∅")]
    [InlineData("SELECT json_extract('{\"a\": [1, 2]}', '$.a')", "[1,2]")]
    [InlineData("SELECT json_array_length('[1, 2, 3]')", "3")]
    [InlineData("SELECT json_array_length('{}')", "∅")]
    [InlineData("SELECT json_size('{\"x\": {\"a\": 1, \"b\": 2}}', '$.x')", "2")]
    [InlineData("SELECT json_format(json_parse('{\"a\": 1}'))", "{\"a\":1}")]
    [InlineData("SELECT json_parse('nope')", "INVALID_FUNCTION_ARGUMENT: Cannot convert value to JSON: 'nope'")]
    public Task Json_functions(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT 'a_c' LIKE 'a\\_c' ESCAPE '\\'", "true")]
    [InlineData("SELECT 'abc' LIKE 'a\\_c' ESCAPE '\\'", "false")]
    [InlineData("SELECT 1 LIKE 'a'", "TYPE_MISMATCH: line 1:10: Left side and pattern of LIKE must evaluate to a varchar (actual: integer)")]
    [InlineData("SELECT 'abc' ILIKE 'A%'", "SYNTAX_ERROR: line 1:14: mismatched input 'ILIKE'. Expecting: <EOF>")]
    public Task Like_and_its_refusals(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT concat('a', 1)", "FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (varchar(1), integer) for function concat. Expected: concat(varchar, varchar...), concat(array(T), array(T)...), concat(varbinary, varbinary...)")]
    public Task Texts_join_only_texts(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT trim(' a ') || '|'", "a|")]
    [InlineData("SELECT trim(LEADING 'x' FROM 'xxa')", "a")]
    [InlineData("SELECT length('héllo')", "5")]
    [InlineData("SELECT length(to_utf8('héllo'))", "6")]
    [InlineData("SELECT translate('abc', 'ab', 'xy')", "xyc")]
    [InlineData("SELECT split_to_map('a=1,b=2', ',', '=')", "{a=1, b=2}")]
    public Task Trims_lengths_and_maps_of_texts(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT trim(chr(9) || ' a ' || chr(13) || chr(10)) || '|'", "a|")]
    [InlineData("SELECT ltrim(chr(8195) || 'a') || rtrim('b' || chr(10)) || 'c'", "abc")]
    [InlineData("SELECT length(trim(chr(160) || ' '))", "1")]
    public Task Trims_remove_white_space(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT regexp_replace('10 EUR', 'EUR', '\\$')", "10 $")]
    [InlineData("SELECT regexp_replace('abc', 'b', 'a\\\\c')", "aa\\cc")]
    [InlineData("SELECT regexp_replace('abc', '(b)', '$12'), regexp_replace('abc', 'b', '$0$0')", "ab2c|abbc")]
    [InlineData("SELECT regexp_replace('abc', 'b', '$1')", "INVALID_FUNCTION_ARGUMENT: Illegal replacement sequence: unknown group 1")]
    [InlineData("SELECT regexp_replace('abc', 'b', '$')", "INVALID_FUNCTION_ARGUMENT: Illegal replacement sequence: $")]
    [InlineData("SELECT regexp_replace('abc', 'b', r) FROM (VALUES 'x', 'y') t (r)", "axc; ayc")]
    [InlineData("SELECT regexp_replace('abc', 'b', r) FROM (VALUES '\\$') t (r)", "NOT_SUPPORTED: the lake does not support $ and backslashes in a replacement that is not a constant")]
    [InlineData("SELECT regexp_replace('abc', '(b)', '${name}')", "NOT_SUPPORTED: the lake does not support ${name} in a replacement yet. Run this statement on AWS, or write it another way.")]
    public Task Replacements_are_those_of_Java(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT regexp_extract('abc', '(x)?b', 1), regexp_extract('abc', '(x*)b', 1)", "∅|")]
    [InlineData("SELECT regexp_extract_all('abxb', '(x)?b', 1)", "[null, x]")]
    [InlineData("SELECT regexp_extract('abc', '(b)', 2)", "INVALID_FUNCTION_ARGUMENT: Pattern has 1 groups. Cannot access group 2")]
    [InlineData("SELECT regexp_extract('abc', '(b)', -1)", "INVALID_FUNCTION_ARGUMENT: Group cannot be negative")]
    public Task Groups_that_take_no_part_are_null(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT regexp_like('a', '(')", "INVALID_FUNCTION_ARGUMENT: missing ): (")]
    [InlineData("SELECT regexp_like('a', '(?=a)')", "NOT_SUPPORTED: the lake does not support this in a regular expression: (?= yet. Run this statement on AWS, or write it another way.")]
    [InlineData("SELECT regexp_like('aa', '(a)\\1')", "NOT_SUPPORTED: the lake does not support this in a regular expression: \\1 yet. Run this statement on AWS, or write it another way.")]
    [InlineData("SELECT lpad('a', 3, '')", "INVALID_FUNCTION_ARGUMENT: Padding string must not be empty")]
    [InlineData("SELECT rpad('a', -1, 'x')", "INVALID_FUNCTION_ARGUMENT: Target length must be in the range [0..2147483647]")]
    public Task Mistakes_in_arguments_are_the_users(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT json_extract_scalar('{\"a.b\": 1}', '$[\"a.b\"]'), json_extract('{\"a\": {\"b c\": [1]}}', '$.a[\"b c\"]')", "1|[1]")]
    [InlineData("SELECT json_extract_scalar('{\"a\": [7]}', '$.a.0'), json_extract_scalar('{\"0\": 7}', '$[0]'), json_size('{\"x\": [1, 2]}', '$[\"x\"]')", "7|7|2")]
    [InlineData("SELECT json_extract_scalar('{\"a\": 1}', 'a b')", "INVALID_FUNCTION_ARGUMENT: Invalid JSON path: 'a b'")]
    [InlineData("SELECT json_extract('{\"a\": 1}', '$.a[*]')", "INVALID_FUNCTION_ARGUMENT: Invalid JSON path: '$.a[*]'")]
    [InlineData("SELECT json_extract_scalar('{\"a\": 1}', p) FROM (VALUES '$.a') t (p)", "1")]
    [InlineData("SELECT json_extract_scalar('{\"a\": 1}', p) FROM (VALUES 'a') t (p)", "NOT_SUPPORTED: the lake does not support the JSON path a")]
    public Task Paths_of_json(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT X'0aff', to_hex(X'0a FF')", "0a ff|0AFF")]
    [InlineData("SELECT X'0g'", "SYNTAX_ERROR: line 1:8: Binary literal can only contain hexadecimal digits")]
    [InlineData("SELECT X'0'", "SYNTAX_ERROR: line 1:8: Binary literal must contain an even number of digits")]
    public Task Binary_literals(string sql, string expected) => DialectTable.CheckAsync(sql, expected);
}
