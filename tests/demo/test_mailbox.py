"""The newest code, as ``make code`` prints it."""

from hcc.ehcportal.demo import mailbox
from hcc.ehcportal.demo.mail import FileMailer

import pytest


@pytest.fixture
def var(tmp_path, monkeypatch):
    monkeypatch.setenv("EHC_DEMO_VAR", str(tmp_path))
    return tmp_path


def write(to, text):
    mail = f"To: {to}\nSubject: A mail\n\n{text}\n".encode()
    FileMailer().send("council@example.org", [to], mail)


def test_it_is_the_one_of_the_latest_mail(var, capsys):
    for number in range(20):
        write(f"parent-{number}@example.org", f"Your code is 123456{number:02}\n")

    assert mailbox.main() == 0
    said = capsys.readouterr().out
    assert said == "12345619 was mailed to parent-19@example.org\n"


def test_a_mail_without_a_code_is_passed_over(var, capsys):
    write("anita@example.org", "Your code is 12345678")
    write("anita@example.org", "A document of case 6427917 is there since 2024.")

    mailbox.main()

    assert capsys.readouterr().out.startswith("12345678 ")


def test_where_there_is_none_it_says_how_to_get_one(var, capsys):
    assert mailbox.main() == 1
    assert "Sign in at the demonstration first" in capsys.readouterr().err
