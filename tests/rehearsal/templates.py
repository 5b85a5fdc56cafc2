"""The true templates, made ready as `sam deploy` does: code and nested templates uploaded, functions transformed."""

import io
import json
import logging
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

logging.getLogger("samtranslator").setLevel(logging.ERROR)
os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")  # the translator asks for one, and no name depends on it


def package(script: str) -> bytes:
    """A deployment package with this script as its bootstrap."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        entry = zipfile.ZipInfo("bootstrap")
        entry.external_attr = 0o755 << 16
        archive.writestr(entry, script)
    return packed.getvalue()


def ready(path: Path, bucket: str, put: Callable[[str, bytes], str], bootstrap: Callable[[str], str]) -> str:
    """The address of the template at `path`, after it and all that it names have been put in the bucket."""
    template = yaml_parse(path.read_text())
    for resource in template["Resources"].values():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::Serverless::Function":
            name = Path(properties["CodeUri"]).name
            put(f"{name}.zip", package(bootstrap(name)))
            properties["CodeUri"] = {"Bucket": bucket, "Key": f"{name}.zip"}
        if resource["Type"] == "AWS::CloudFormation::Stack":
            properties["TemplateURL"] = ready(path.parent / properties["TemplateURL"], bucket, put, bootstrap)
    if "Transform" in template:
        template = transform(template, {}, SimpleNamespace(load=dict))
    return put(f"{path.name}.json", json.dumps(template).encode())
