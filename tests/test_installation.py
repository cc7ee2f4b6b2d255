"""``dragoman doctor``: says what is there, and what is not."""

import json

import pytest

from dragoman import cli
from dragoman.cli import installation
from dragoman.cli.installation import examine
from dragoman.errors import InstallationError
from tests.sample_record import talks


def test_a_whole_installation(capsys):
    assert cli.run(["doctor", "--format", "json"]) == 0
    checks = {check["name"]: check["detail"] for check in json.loads(capsys.readouterr().out)}
    assert {"dragoman", "python", "sqlite", "tables", "model", "vectors", "self-test"} <= set(checks)
    assert len(checks["tables"]) == len("sha256 ") + 64


def test_what_is_missing_is_named(monkeypatch, capsys):
    def missing():
        raise InstallationError(
            "the reader's model is missing", values="model.onnx", remedy="Install the package again"
        )

    monkeypatch.setattr(installation, "_model", missing)
    monkeypatch.setattr(installation, "_self_test", lambda: "not tried")
    monkeypatch.setattr(installation, "LIBRARIES", ("msgspec", "no-such-library"))
    monkeypatch.setattr(installation, "LEAST_SQLITE", (99, 0, 0))
    assert cli.run(["doctor"]) == 1
    out = capsys.readouterr().out
    assert out.count(" NO ") == 3
    for part in ("SQLite is too old", "a library is missing: no-such-library", "model is missing: model.onnx"):
        assert part in out
    assert {check.name for check in examine() if not check.ok} == {"sqlite", "no-such-library", "model"}


def test_a_sentence_coded_wrongly_is_a_fault():
    assert installation._judged(talks()) == "one meeting of two parties found and cited"
    with pytest.raises(InstallationError, match="coded wrongly"):
        installation._judged(_without_events())


def _without_events():
    import msgspec

    return msgspec.structs.replace(talks(), events=())


@pytest.mark.parametrize(
    ("option", "message"),
    [("--settings", "the settings file cannot be read"), ("--model", "missing")],
)
def test_a_wrong_setting_leaves_no_record(tmp_path, capsys, option, message):
    record = tmp_path / "new.db"
    assert cli.run(["read", "x.txt", "--record", str(record), option, str(tmp_path / "none")]) == 2
    assert message in capsys.readouterr().err
    assert not record.exists()
