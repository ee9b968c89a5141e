"""Dates in one form, as exactly as they are told."""

import datetime as dt

import pytest

from index.dating import dated, is_date, moment


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2021-05-04", "2021-05-04"),
        ("2021-05-04T10:30:00+02:00", "2021-05-04 10:30"),
        ("2021-05-04T00:00:00Z", "2021-05-04"),
        ("2021/5/4 9:05", "2021-05-04 09:05"),
        ("2021-05", "2021-05"),
        ("2021", "2021"),
        ("D:20210504103000+02'00'", "2021-05-04 10:30"),
        ("D:202105", "2021-05"),
        ("20210504", "2021-05-04"),
        ("4 May 2021", "2021-05-04"),
        ("Tue, 04 May 2021 10:00:00 +0200", "2021-05-04 10:00"),
        ("May 4th, 2021", "2021-05-04"),
        ("May 2021", "2021-05"),
        ("4. März 2021", "2021-03-04"),
        ("1er août 2020", "2020-08-01"),
        ("4 de mayo de 2021", "2021-05-04"),
        ("04.05.2021", "2021-05-04"),
        ("25/4/2021", "2021-04-25"),
        ("4/25/2021", "2021-04-25"),
        ("<2021-05-04 Tue>", "2021-05-04"),
        ("4. MÄRZ 2021", "2021-03-04"),
        ("2021-05-04 12:३०", "2021-05-04 12:30"),
        ("२०२१-०५-०४", "2021-05-04"),
        ("2021-05-04 12:75", "2021-05-04"),
        ("2021-05-04 24:00", "2021-05-04"),
    ],
)
def test_a_date_has_one_form_however_it_is_written(written, date):
    assert dated(written) == date


def test_what_may_be_two_days_is_a_date_of_its_year():
    assert dated("4/5/2021") == "2021"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "2021-13-01",
        "31 February 2021",
        "0000-01-01",
        "1620000000",
        "12",
        "4 May",
        "\u017fept 2021",
        "ma\u0130 2021",
        "x" * 99,
    ],
)
def test_what_is_no_date_is_none(written):
    assert dated(written) == ""


def test_a_moment_is_by_the_clock_of_where_it_was():
    east = dt.timezone(dt.timedelta(hours=9))
    assert moment(dt.datetime(2021, 5, 4, 1, 30, tzinfo=east)) == "2021-05-04 01:30"


@pytest.mark.parametrize(("text", "holds"), [("2021-05", True), ("May 2021", False), ("", False)])
def test_a_date_in_the_form_is_known(text, holds):
    assert is_date(text) is holds
