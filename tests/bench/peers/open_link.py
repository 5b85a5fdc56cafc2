"""The start page of a mailed link in Python with boto3, done as it should be: clients, keys and a connection are made before the first event."""

import hashlib
import json
import os
from datetime import datetime, timezone
from html import escape

import boto3
from botocore.exceptions import ClientError

table = os.environ["TICKETS_TABLE"]
secrets = boto3.client("secretsmanager")
keys = json.loads(secrets.get_secret_value(SecretId=os.environ["KEYS_SECRET"])["SecretString"])
dynamodb = boto3.client("dynamodb")
dynamodb.get_item(TableName=table, Key={"pk": {"S": "prime"}})

PAGE = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main><h1>{title}</h1><p>{text}</p></main></body></html>"""


def opened(token, agent):
    """The link, with this opening added to its trail; None when there is no such link."""
    opening = {"M": {"at": {"S": datetime.now(timezone.utc).isoformat()}, "agent": {"S": agent}}}
    try:
        return dynamodb.update_item(
            TableName=table,
            Key={"pk": {"S": hashlib.sha256(token.encode()).hexdigest()}},
            UpdateExpression="SET openings = openings + :one, trail = list_append(trail, :opening)",
            ConditionExpression="openings < :kept",
            ExpressionAttributeValues={":one": {"N": "1"}, ":kept": {"N": "20"}, ":opening": {"L": [opening]}},
            ReturnValues="ALL_NEW",
        )["Attributes"]
    except ClientError as error:
        if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
            return None
        raise


def handler(event, _context):
    link = opened(event["pathParameters"]["token"], event["headers"].get("user-agent", ""))
    title = "Deze link werkt niet" if link is None else "U bent uitgenodigd"
    text = "Kopieer de hele link uit de e-mail." if link is None else escape(link["school"]["S"])
    return {
        "statusCode": 404 if link is None else 200,
        "headers": {"content-type": "text/html; charset=utf-8", "cache-control": "no-store"},
        "body": PAGE.format(title=title, text=text),
    }
