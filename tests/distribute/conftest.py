import os

import pytest

from tests.distribute.stand_ins import no_model  # noqa: F401 - a fixture

REGION = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(scope="session")
def s3():
    """The URL of a bucket on a server of this machine, which other processes find through the environment."""
    pytest.importorskip("s3fs", reason="s3fs is not installed (extra remote)")
    server = pytest.importorskip("moto.server", reason="moto is not installed (group dev)")
    fsspec = pytest.importorskip("fsspec")
    threaded = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    threaded.start()
    host, port = threaded.get_host_and_port()
    before = dict(os.environ)
    os.environ.update({**REGION, "AWS_ENDPOINT_URL": f"http://{host}:{port}"})
    fsspec.filesystem("s3").mkdir("bucket")
    yield "s3://bucket"
    os.environ.clear()
    os.environ.update(before)
    threaded.stop()


@pytest.fixture
def places(request, tmp_path):
    """Where a folder can lie: here, in memory, in an object store."""
    kind = request.param
    if kind == "here":
        return str(tmp_path / "out")
    if kind == "memory":
        pytest.importorskip("fsspec", reason="fsspec is not installed (extra remote)")
        return f"memory://{tmp_path.name}/out"
    return f"{request.getfixturevalue('s3')}/{tmp_path.name}/out"
