"""Runs one group of SQL queries with Spark: the job behind a pipeline's stages.

Arguments of a run:
  --group_location  s3://bucket/key of the group, a JSON list of datasets; what the state machine gives, because a group may be
                    larger than a state's 256 KiB.
  --group_list      the same list itself, as JSON.

A dataset is {"sql_name", "sql_text", "tables": [{"table_name", "s3_path"}], "s3_target"}. Its tables are registered as
temporary views, its sql_text is run, and the result takes the place of what was at s3_target, as Parquet.

A dataset that fails stops neither the others nor hides them: those that read what it should have written are left out, the
rest is done, and then the run fails with all of it.

The lake knows this script by its content and does the same on DuckDB: src/Sluice.Lake/Glue/Jobs/Scripts/SqlJob.cs.
"""
import json
import sys
from urllib.parse import urlparse

import boto3
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext


def read_group(names):
    """The datasets, from whichever argument there is."""
    if "--group_location" in names:
        location = urlparse(getResolvedOptions(sys.argv, ["group_location"])["group_location"])
        body = boto3.client("s3").get_object(Bucket=location.netloc, Key=location.path.lstrip("/"))["Body"]
        return json.loads(body.read().decode("utf-8"))
    return json.loads(getResolvedOptions(sys.argv, ["group_list"])["group_list"])


def folder(path):
    return path.rstrip("/") + "/"


def run_dataset(spark, dataset):
    for table in dataset.get("tables", []):
        spark.read.parquet(table["s3_path"]).createOrReplaceTempView(table["table_name"])
    result = spark.sql(dataset["sql_text"])
    if dataset.get("s3_target"):
        result.write.mode("overwrite").parquet(dataset["s3_target"])


def run_group(spark, group):
    """Runs the datasets in order; returns what went wrong, a line each."""
    failures = []
    missing = {}
    for dataset in group:
        name = dataset["sql_name"]
        lost = [missing[folder(table["s3_path"])] for table in dataset.get("tables", []) if folder(table["s3_path"]) in missing]
        try:
            if lost:
                raise RuntimeError(f"left out, because it reads what {lost[0]} should have written")
            run_dataset(spark, dataset)
            print(f"Finished {name}.")
        except Exception as error:  # whatever it is, the others are not to blame
            failures.append(f"{name}: {error}")
            if dataset.get("s3_target"):
                missing[folder(dataset["s3_target"])] = name
    return failures


def main():
    names = {argument.split("=", 1)[0] for argument in sys.argv}
    arguments = getResolvedOptions(sys.argv, ["JOB_NAME"])
    context = GlueContext(SparkContext())
    job = Job(context)
    job.init(arguments["JOB_NAME"], {})
    failures = run_group(context.spark_session, read_group(names))
    if failures:
        raise RuntimeError("\n".join(failures))
    job.commit()


if __name__ == "__main__":
    main()
