"""Settings: read from one file, every mistake named."""

import re
from pathlib import Path

import msgspec
import pytest

from dragoman.config import Limits, Settings, load_settings, parse_settings
from dragoman.errors import SettingError


def test_without_a_file_the_defaults_hold():
    assert load_settings() == Settings()


def test_a_file_changes_what_it_names_and_nothing_else(tmp_path: Path):
    path = tmp_path / "dragoman.toml"
    path.write_text("[limits]\nextract_timeout_s = 5.0\n[reader]\nthreads = 3\n", encoding="utf-8")
    settings = load_settings(path)
    assert settings.limits.extract_timeout_s == 5.0
    assert settings.reader.threads == 3
    assert settings.limits.max_json_depth == Limits().max_json_depth


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[limit]\n", "There are: limits, reader"),
        ("[limits]\nmax_depth = 3\n", "max_json_depth"),
        ("[limits]\nextract_timeout_s = 'long'\n", "extract_timeout_s"),
        ("[limits]\nextract_timeout_s = 0\n", "extract_timeout_s"),
        ("[limits]\nmax_json_depth = -1\n", "max_json_depth"),
        ("limits = 3\n", "limits"),
        ("[limits\n", "not TOML"),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, said: str):
    with pytest.raises(SettingError, match=re.escape(said)) as caught:
        parse_settings(text, name="dragoman.toml")
    assert "dragoman.toml" in str(caught.value)
    assert caught.value.remedy


def test_a_file_that_is_not_there_is_a_wrong_setting(tmp_path: Path):
    with pytest.raises(SettingError, match="cannot be read"):
        load_settings(tmp_path / "nowhere.toml")


def test_the_hash_follows_the_values():
    assert Settings().sha256 == parse_settings("").sha256
    assert Settings().sha256 != parse_settings("[reader]\nthreads = 3\n").sha256


def test_units_stand_in_the_names_of_limits():
    units = ("_bytes", "_s", "_depth", "_ratio", "_characters", "_pages", "_parts", "_files")
    assert all(field.name.endswith(units) for field in msgspec.structs.fields(Limits))


def test_a_pipeline_is_a_folder_beside_the_settings_or_a_package_and_changes_no_hash(tmp_path):
    (tmp_path / "mine").mkdir()
    for name, meant in (("mine", str(tmp_path / "mine")), ("en_other", "en_other")):
        (tmp_path / "own.toml").write_text(f'[reader]\nsyntax = "{name}"\n')
        settings = load_settings(tmp_path / "own.toml")
        assert settings.reader.syntax == meant
        assert settings.sha256 == Settings().sha256
