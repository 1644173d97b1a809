#!/usr/bin/env python3
"""Transforms template.yaml as CloudFormation does, with the SAM translator. Prints nothing when it is accepted.

    python3 .ci/check-template.py [template.yaml]

Needs: pip install aws-sam-translator. No AWS account is asked anything.
"""

import os
import sys
from functools import reduce

try:
    import boto3
    from samtranslator.model.exceptions import InvalidDocumentException
    from samtranslator.parser.parser import Parser
    from samtranslator.translator.translator import Translator
    from samtranslator.yaml_helper import yaml_parse
except ImportError as missing:
    sys.exit(f"{missing}. Install it: pip install aws-sam-translator")

# What `sam package` replaces by an address in S3; the translator takes nothing else.
LOCAL_PATHS = {"AWS::Serverless::Function": "CodeUri", "AWS::Serverless::StateMachine": "DefinitionUri"}


def pretend_packaged(template, folder):
    """Puts S3 addresses where the template has paths, once each path is known to be there."""
    sections = [(kind, template.get("Globals", {}).get(kind.split("::")[-1], {})) for kind in LOCAL_PATHS]
    sections += [(resource["Type"], resource["Properties"]) for resource in template["Resources"].values()
                 if resource["Type"] in LOCAL_PATHS]
    for kind, properties in sections:
        path = properties.get(LOCAL_PATHS[kind])
        if isinstance(path, str):
            if not os.path.exists(os.path.join(folder, path)):
                sys.exit(f"{LOCAL_PATHS[kind]} {path} does not exist.")
            properties[LOCAL_PATHS[kind]] = "s3://packaged/" + path


def main(path):
    with open(path, encoding="utf-8") as file:
        template = yaml_parse(file.read())
    pretend_packaged(template, os.path.dirname(os.path.abspath(path)))
    parameters = {name: value["Default"] for name, value in template["Parameters"].items() if "Default" in value}
    session = boto3.session.Session(region_name="eu-west-1")
    try:
        translated = Translator({}, Parser(), boto_session=session).translate(template, parameters)
    except InvalidDocumentException as refused:
        sys.exit(reduce(lambda text, cause: f"{text}\n  {cause.message}", refused.causes, "The SAM translator refuses the template:"))
    if "--print" in sys.argv:
        import json
        print(json.dumps(translated, indent=2))


if __name__ == "__main__":
    main(next((argument for argument in sys.argv[1:] if not argument.startswith("-")), "template.yaml"))
