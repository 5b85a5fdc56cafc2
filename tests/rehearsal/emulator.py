"""ministack as a process of its own, with TLS and with IAM evaluation."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self

import boto3
import urllib3

REGION = "eu-central-1"
ACCOUNT = "111122223333"
DOMAIN = "dev.samenspoor.example"
GATEWAY = Path(__file__).with_name("gateway.py")
SERVICES = ["DYNAMODB", "LAMBDA", "S3", "SECRETS_MANAGER", "SES"]


class Ministack:
    """Started when entered, stopped when left."""

    def __init__(self, folder: Path, port: int = 4599) -> None:
        self.folder, self.port = folder, port
        self.url = f"https://127.0.0.1:{port}"  # an address and no name, so that the SDKs put the bucket in the path
        self.certificate, self.key = folder / "server.crt", folder / "server.key"
        self.record = folder / "decisions.jsonl"
        self.log = folder / "ministack.log"

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        made = "openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=rehearsal -addext basicConstraints=critical,CA:FALSE"
        names = f"subjectAltName=IP:127.0.0.1,DNS:origin.{DOMAIN}"
        files = ["-keyout", str(self.key), "-out", str(self.certificate)]
        subprocess.run([*made.split(), "-addext", names, *files], check=True, capture_output=True)
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "TMPDIR": str(self.folder),
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(self.port),
            "MINISTACK_REGION": REGION,
            "MINISTACK_ACCOUNT_ID": ACCOUNT,
            "AUTH": "true",
            "USE_SSL": "1",
            "MINISTACK_SSL_CERT": str(self.certificate),
            "MINISTACK_SSL_KEY": str(self.key),
            "LAMBDA_EXECUTOR": "local",
            # Every function inherits these.
            "AWS_ENDPOINT_URL": self.url,
            "AWS_CA_BUNDLE": str(self.certificate),
            **{f"AWS_ENDPOINT_URL_{service}": self.url for service in SERVICES},
        }
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(GATEWAY), str(self.record)],
                env=environment,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                start_new_session=True,
            )
        self.pool = urllib3.PoolManager(ca_certs=str(self.certificate))
        for _ in range(300):
            try:
                self.pool.request("GET", f"{self.url}/_ministack/ready", retries=False)
                return self
            except (urllib3.exceptions.HTTPError, OSError):
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        self.__exit__()
        raise RuntimeError(f"ministack does not start, see {self.log}")

    def __exit__(self, *_: object) -> None:
        """The functions go with it: they are of its session. It would wait for connections that are kept open."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def client(self, service: str, region: str = REGION) -> Any:
        """A client of the operator, who may do everything."""
        return boto3.client(
            service,
            region_name=region,
            endpoint_url=self.url,
            verify=str(self.certificate),
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    def mails(self) -> list[dict[str, Any]]:
        """Every mail that SES took."""
        told = self.pool.request("GET", f"{self.url}/_ministack/ses/messages?account={ACCOUNT}").json()
        return told["messages"].get(ACCOUNT, [])

    def decisions(self) -> list[dict[str, Any]]:
        """What the gateway wrote down."""
        return [json.loads(line) for line in self.record.read_text().splitlines()]
