"""Copies one table of the Glue catalog to a folder in S3, as CSV or Parquet, and cleanses it on the way if it is told to.

Arguments of a run:
  --source_database, --source_table
                    the table in the Glue catalog: one that a crawler found over JDBC (PostgreSQL), or CSV or Parquet files in S3.
  --target          s3://bucket/folder/ that the copy goes to, in place of the copy before. Not in a folder whose name ends in _tmp.
  --format          csv (comma, one header line, quotes where needed) or parquet.
  --columns         the columns to write, with their types: "customer_id bigint, name string, joined date". Optional.
  --key             the columns that tell rows apart, with commas between them. Optional; needs --columns.
  --latest_by       the column by which the latest of several rows of one key is told. Optional; needs --key.

With --columns, and always when the source is CSV (its columns are then those of the catalog), each value is taken as text: blanks
around it go, an empty one is NULL, and it must be of the column's type: a value that is not fails the run, which names the column.
Types are string, boolean, tinyint, smallint, int, bigint, float, double, decimal(p,s), date and timestamp (UTC). With --key, rows
without a key go, and of several rows of one key one stays: the one that is greatest by --latest_by, then by each column in turn;
NULL is less than anything.

A source without rows, or of which cleansing leaves none, fails the run: a table that is suddenly empty is more often a mistake.

The source is read once: what is checked is what is written, even if somebody changes the source meanwhile.

The copy is one file of a fixed name. It is written aside, for the target raw/people/ to a folder of the run's own in raw_tmp/people/,
which no crawler is pointed at, and then copied over the last one in one step, so that a reader sees the old copy or the new one, and
a run that fails changes nothing. What was written aside is deleted however the run ends; what a run that is killed leaves there
expires after a day, by the buckets' life-cycle rules in template.yaml.

The lake knows this script by its content and does the same on Npgsql and DuckDB: src/Sluice.Lake/Glue/Jobs/Scripts/Copying.
"""
import re
import sys
import uuid
from urllib.parse import urlparse

import boto3
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from botocore.exceptions import BotoCoreError, ClientError
from pyspark.context import SparkContext
from pyspark.sql import Window
from pyspark.sql import functions as F

BLANK = r"[ \t\r\n\x{a0}]+"
FILE_NAME = re.compile(r"part-[0-9]{5}\.(csv|snappy\.parquet)")
INTEGER = r"^[+-]?[0-9]+$"
NUMBER = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$"
SHAPES = {
    "boolean": r"^(?i:true|false)$",
    "tinyint": INTEGER,
    "smallint": INTEGER,
    "int": INTEGER,
    "bigint": INTEGER,
    "float": NUMBER,
    "double": NUMBER,
    "date": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "timestamp": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}(:[0-9]{2})?)?$",
}


def read_arguments():
    """The arguments, with None for those that are not there."""
    required = ["JOB_NAME", "source_database", "source_table", "target", "format"]
    optional = [name for name in ("columns", "key", "latest_by") if f"--{name}" in {item.split("=", 1)[0] for item in sys.argv}]
    arguments = {"columns": None, "key": None, "latest_by": None}
    arguments.update(getResolvedOptions(sys.argv, required + optional))
    if arguments["format"] not in ("csv", "parquet"):
        raise ValueError(f"--format is {arguments['format']}: it must be csv or parquet.")
    if arguments["key"] and not arguments["columns"]:
        raise ValueError("--key needs --columns: a key is told after its values have been trimmed.")
    if arguments["latest_by"] and not arguments["key"]:
        raise ValueError("--latest_by needs --key: it chooses among rows of one key.")
    return arguments


def read_types(spark, columns):
    """The columns of "a bigint, b decimal(10,2)", each with its type's name."""
    types = {}
    for field in spark.createDataFrame([], schema=columns).schema.fields:
        name = field.dataType.simpleString()
        if name != "string" and not name.startswith("decimal(") and name not in SHAPES:
            raise ValueError(f"--columns: {field.name} is of type {name}, which text is not turned into.")
        types[field.name.lower()] = name
    return types


def shape_of(type_name):
    decimal = re.fullmatch(r"decimal\(([0-9]+),([0-9]+)\)", type_name)
    if not decimal:
        return SHAPES[type_name]
    precision, scale = int(decimal[1]), int(decimal[2])
    fraction = rf"(\.[0-9]{{0,{scale}}}0*)?" if scale > 0 else r"(\.0*)?"
    return rf"^[+-]?0*[0-9]{{0,{precision - scale}}}{fraction}$"


def cleanse(frame, types, source, key, latest_by):
    """Text, trimmed; blank is NULL; of its type or the run fails; one row for each key."""
    for name in types:
        if name not in frame.columns:
            raise ValueError(f"--columns names {name}, which {source} does not have. It has: {', '.join(frame.columns)}.")
    for name in key + ([latest_by] if latest_by else []):
        if name not in types:
            raise ValueError(f"--key and --latest_by name {name}, which is not among --columns.")
    trimmed = {name: F.regexp_replace(F.regexp_replace(F.col(f"`{name}`").cast("string"), f"^{BLANK}", ""), f"{BLANK}$", "") for name in types}
    frame = frame.select([F.when(trimmed[name] != "", trimmed[name]).alias(name) for name in types])

    def typed(name):
        text = F.col(f"`{name}`")
        if types[name] == "string":
            return text
        cast = F.expr(f"try_cast(`{name}` AS {types[name]})")
        return F.when(text.rlike(shape_of(types[name])), cast)

    wrong = frame.select([F.sum(F.when(F.col(f"`{name}`").isNotNull() & typed(name).isNull(), 1).otherwise(0)).alias(name) for name in types]).first()
    told = [f"{wrong[name]} values of {name} are not of type {types[name]}" for name in types if wrong[name]]
    if told:
        raise ValueError(f"{source}: {'; '.join(told)}. Correct them at the source, or make the columns string.")
    frame = frame.select([typed(name).alias(name) for name in types])
    if not key:
        return frame
    for name in key:
        frame = frame.where(F.col(f"`{name}`").isNotNull())
    order = [F.col(f"`{name}`").desc_nulls_last() for name in ([latest_by] if latest_by else []) + list(types)]
    row = F.row_number().over(Window.partitionBy([F.col(f"`{name}`") for name in key]).orderBy(order))
    return frame.withColumn("_row", row).where("_row = 1").drop("_row").orderBy([F.col(f"`{name}`") for name in key])


def check_rows(frame, what):
    """A dynamic frame without rows has no columns either."""
    if not frame.columns or frame.count() == 0:
        raise ValueError(f"{what} has no rows. The copy before stays.")
    return frame


def read_source(context, database, name):
    """The table as a data frame, and its columns' types in the catalog when its values are text.

    The frame is kept: each count, check and write would otherwise read the source again, and find something else there.
    """
    table = boto3.client("glue").get_table(DatabaseName=database, Name=name)["Table"]
    parameters = table.get("Parameters", {})
    columns = table["StorageDescriptor"]["Columns"]
    if table.get("PartitionKeys"):
        raise ValueError(f"{database}.{name} has partition keys; tables without are copied.")
    classification = parameters.get("classification")
    if classification in ("postgresql", "parquet"):
        frame = context.create_dynamic_frame.from_catalog(database=database, table_name=name).toDF().persist()
        check_rows(frame, f"{database}.{name}")
        return frame.toDF(*[column.lower() for column in frame.columns]), None
    if classification == "csv":
        # As text: a crawler takes 0123 for a number, and the nought would be lost.
        frame = context.create_dynamic_frame.from_options(
            connection_type="s3",
            connection_options={"paths": [table["StorageDescriptor"]["Location"]], "recurse": False, "exclusions": '["**/_*", "**/.*"]'},
            format="csv",
            format_options={
                "withHeader": parameters.get("skip.header.line.count") == "1",
                "separator": parameters.get("delimiter", ","),
                "quoteChar": '"',
                "multiLine": True,
            },
        ).toDF().persist()
        names = [column["Name"] for column in columns]
        return check_rows(frame, f"{database}.{name}").toDF(*names), ", ".join(f"`{column['Name']}` {column['Type']}" for column in columns)
    raise ValueError(f"{database}.{name} is classified {classification}: tables of PostgreSQL, and CSV and Parquet files, are copied.")


def read_target(target):
    """The bucket and folder of the copy, and a folder of this run's own to write it to first."""
    place = urlparse(target)
    names = place.path.strip("/").split("/")
    if place.scheme != "s3" or not place.netloc or not names[0]:
        raise ValueError(f"--target is {target}: it must be s3://bucket/folder/.")
    if names[0].endswith("_tmp"):
        raise ValueError(f"--target is {target}: what is in {names[0]}/ is deleted after a day. Name another folder.")
    return place.netloc, "/".join(names) + "/", "/".join([names[0] + "_tmp"] + names[1:] + [uuid.uuid4().hex]) + "/"


def replace(context, frame, target, file_format):
    """One file, written aside and then put in the place of the one before."""
    bucket, folder, aside = read_target(target)
    objects = boto3.resource("s3").Bucket(bucket).objects
    try:
        context.write_dynamic_frame.from_options(
            frame=DynamicFrame.fromDF(frame.coalesce(1), context, "copy"),
            connection_type="s3",
            connection_options={"path": f"s3://{bucket}/{aside}"},
            format=file_format,
            format_options={"writeHeader": True, "separator": ",", "quoteChar": '"'} if file_format == "csv" else {"compression": "snappy"},
        )
        written = [found for found in objects.filter(Prefix=aside) if found.size > 0 and not found.key.rsplit("/", 1)[1].startswith("_")]
        if len(written) != 1:
            raise RuntimeError(f"{len(written)} files were written to s3://{bucket}/{aside} instead of one.")
        key = f"{folder}part-00000.{'csv' if file_format == 'csv' else 'snappy.parquet'}"
        boto3.client("s3").copy({"Bucket": bucket, "Key": written[0].key}, bucket, key)
    finally:
        clear(objects, bucket, aside)
    for found in objects.filter(Prefix=folder):
        if found.key != key and FILE_NAME.fullmatch(found.key[len(folder):]):
            found.delete()


def clear(objects, bucket, aside):
    """Deletes what was written aside. It does not hide why a run failed, and a copy that is in its place stays a success."""
    try:
        # Without the slash: Spark marks a folder with an object beside it, whose name begins with the folder's.
        for found in objects.filter(Prefix=aside.rstrip("/")):
            found.delete()
    except (BotoCoreError, ClientError) as error:
        print(f"s3://{bucket}/{aside} could not be deleted, and expires after a day: {error}", file=sys.stderr)


def main():
    arguments = read_arguments()
    read_target(arguments["target"])
    context = GlueContext(SparkContext())
    spark = context.spark_session
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    job = Job(context)
    job.init(arguments["JOB_NAME"], {})
    source = f"{arguments['source_database']}.{arguments['source_table']}"
    frame, columns = read_source(context, arguments["source_database"], arguments["source_table"])
    columns = arguments["columns"] or columns
    if columns:
        key = [name.strip().lower() for name in arguments["key"].split(",")] if arguments["key"] else []
        latest_by = arguments["latest_by"].strip().lower() if arguments["latest_by"] else None
        frame = check_rows(cleanse(frame, read_types(spark, columns), source, key, latest_by), f"{source}, cleansed,")
    replace(context, frame, arguments["target"], arguments["format"])
    job.commit()


if __name__ == "__main__":
    main()
