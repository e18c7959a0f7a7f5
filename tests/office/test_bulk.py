"""Acts on many cases: what they do, what they leave as it was, and how they go on."""

from datetime import date
from factories import give_access
from factories import make_case
from factories import make_family
from factories import make_person
from factories import put_into
from functools import partial
from hcc.ehcportal.access.many import NOT_ALLOWED
from hcc.ehcportal.content.filetypes import length_of_list
from hcc.ehcportal.content.filetypes import LONGEST_LIST
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.office.bulk import acts
from hcc.ehcportal.office.bulk import reading
from hcc.ehcportal.office.bulk import running
from hcc.ehcportal.office.bulk import zips
from hcc.ehcportal.office.bulk.jobs import Job
from hcc.ehcportal.office.bulk.jobs import Jobs
from hcc.ehcportal.office.documents.patience import Patience
from hcc.ehcportal.office.documents.reading import NO_TIME
from io import BytesIO
from plone import api
from plone.locking.interfaces import ILockable
from plone.namedfile.file import NamedBlobFile
from zipfile import ZIP_BZIP2
from zipfile import ZIP_DEFLATED
from zipfile import ZIP_LZMA
from zipfile import ZipFile

import pytest
import transaction


PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def cases(council, robert, rob):
    """Three open cases of Robert's."""
    family = make_family(council)
    return [
        make_case(family, name, coordinator=robert, reference=reference)
        for name, reference in (
            ("Tony Bread", "6427917"),
            ("Tina Bread", "6427918"),
            ("Tom Bread", "6427919"),
        )
    ]


@pytest.fixture
def case(cases):
    return cases[0]


@pytest.fixture
def worklist(council, coordinator):
    return coordinator.visit(council.ehc, "worklist?sort=reference")


def tick(visitor, *numbers):
    """Tick rows of the worklist."""
    boxes = visitor.getControl(name="case")
    boxes.value = [boxes.options[number] for number in numbers]
    return visitor


def place_of(case) -> str:
    """Return where a job finds a case."""
    return "/".join(case.getPhysicalPath()[-2:])


def packed(**files) -> BytesIO:
    """Return a zip of files."""
    opened = BytesIO()
    with ZipFile(opened, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    opened.seek(0)
    return opened


def documents(case) -> list:
    return [item for item in case.objectValues() if item.portal_type == "EHCDocument"]


def boxes(visitor) -> list:
    """Return the boxes to leave files out by, in the order of the page."""
    control = visitor.getControl(name="leave_out")
    return [control.getControl(value=value) for value in control.options]


def publishing(person: str, *cases, data: bytes = PDF) -> Job:
    """Return a job that gives a file to each family."""
    files = {
        place_of(case): NamedBlobFile(data, filename=f"{case.reference}.pdf")
        for case in cases
    }
    facts = {"title": "Annual letter", "document_date": "2024-10-01"}
    return Job(acts.PUBLISH, person, tuple(files), facts, files=files)


class TestHandingOver:
    def test_ticked_cases_go_to_another_coordinator(self, worklist, cases, rob):
        tick(worklist, 0, 2).press("Hand cases over")
        worklist.fill(coordinator=rob).press("Go on")
        assert [row[0] for row in worklist.rows("Still to do")] == [
            "Tony Bread",
            "Tom Bread",
        ]
        assert [case.coordinator for case in cases] == ["robert"] * 3

        worklist.press("Begin")

        assert [case.coordinator for case in cases] == ["rob", "robert", "rob"]
        assert "Dealt with: 2 of 2. Done: 2. Left as it was: 0." in worklist.text

    def test_what_failed_is_listed_and_unchanged(self, worklist, cases, rob):
        cases[1].coordinator = rob
        transaction.commit()
        tick(worklist, 0, 1).press("Hand cases over")
        worklist.fill(coordinator=rob).press("Go on").press("Begin")

        why = "This is the coordinator of the case already. Choose another."
        assert worklist.rows("Left as they were") == [["Tina Bread", "6427918", why]]

    def test_all_that_were_found_can_be_meant(self, worklist, cases, rob):
        worklist.getControl(name="every").value = ["1"]
        worklist.press("Hand cases over")

        assert "Cases chosen: 3." in worklist.text

    def test_none_ticked_is_told(self, worklist):
        worklist.press("Hand cases over")

        assert "Tick the cases in the worklist first" in worklist.text

    @pytest.mark.parametrize("name", ["case.x:record", "case:list", "case:tuple"])
    def test_what_is_no_place_of_a_case_counts_as_nothing(
        self, council, coordinator, case, name
    ):
        coordinator.send(
            f"{council.ehc.absolute_url()}/ehc-bulk-hand-over",
            {name: "../../acl_users"},
        )

        assert "Tick the cases in the worklist first" in coordinator.text


class TestCompletingAStage:
    def test_those_in_it_are_completed_the_others_listed(
        self, council, worklist, cases
    ):
        with api.env.adopt_roles(["Manager"]):
            stages = {item.guide_key: item for item in cases[2].objectValues()}
            api.content.transition(stages["request_outcome"], "finish")
        # The test browser does not know that a button can have an address.
        page = f"{council.ehc.absolute_url()}/ehc-bulk-finish-stage"
        worklist.send(page, [("case", place_of(case)) for case in cases])
        worklist.fill(stage="request_outcome").press("Go on").press("Begin")

        stage = cases[0].objectValues()[1]
        assert (state_of(stage), stage.completed_on) == ("done", date(2024, 10, 4))
        assert worklist.rows("Left as they were") == [
            ["Tom Bread", "6427919", "This stage is not in progress in the case."]
        ]

    def test_one_that_somebody_edits_is_left_with_a_word_of_why(
        self, council, cases, robert, rob
    ):
        stage = next(
            item
            for item in cases[0].objectValues()
            if item.guide_key == "request_outcome"
        )
        with api.env.adopt_user(username=rob):
            ILockable(stage).lock()
        places = tuple(place_of(case) for case in cases)
        job = Job(acts.FINISH_STAGE, robert, places, {"stage": "request_outcome"})
        transaction.savepoint()
        with api.env.adopt_user(username=robert):
            running.go_on(council.ehc, job)

        (outcome,) = job.failed
        assert outcome.place == places[0]
        assert outcome.why == "error_edited_now"
        assert (state_of(stage), job.done) == ("in_progress", 2)


class TestGoingOn:
    def test_some_at_a_time(self, worklist, cases, rob, monkeypatch):
        monkeypatch.setattr(running, "AT_A_TIME", 2)
        tick(worklist, 0, 1, 2).press("Hand cases over")
        worklist.fill(coordinator=rob).press("Go on").press("Begin")

        assert "Dealt with: 2 of 3." in worklist.text
        assert worklist.parsed.cssselect("form[data-goes-on='1']")
        worklist.press("Continue")
        assert "Dealt with: 3 of 3." in worklist.text
        assert not worklist.parsed.cssselect("form[data-goes-on]")

    def test_fewer_where_they_take_long(self, worklist, cases, rob, monkeypatch):
        moments = iter(range(0, 1000, 6))
        monkeypatch.setattr(
            running, "Patience", partial(Patience, clock=lambda: next(moments))
        )
        tick(worklist, 0, 1, 2).press("Hand cases over")
        worklist.fill(coordinator=rob).press("Go on").press("Begin")

        assert "Dealt with: 1 of 3." in worklist.text

    def test_what_goes_wrong_is_rolled_back_and_the_rest_goes_on(
        self, worklist, cases, rob, monkeypatch
    ):
        hand_over = acts.ACTS[acts.HAND_OVER]

        def fail_at_tina(case, place, job):
            hand_over(case, place, job)
            if case.title.startswith("Tina"):
                raise KeyError(case.title)

        monkeypatch.setitem(acts.ACTS, acts.HAND_OVER, fail_at_tina)
        before = len(cases[1])
        tick(worklist, 0, 1, 2).press("Hand cases over")
        worklist.fill(coordinator=rob).press("Go on").press("Begin")

        assert [case.coordinator for case in cases] == ["rob", "robert", "rob"]
        assert len(cases[1]) == before
        assert worklist.rows("Left as they were")[0][0] == "Tina Bread"
        catalog = api.portal.get_tool("portal_catalog")
        path = "/".join(cases[1].getPhysicalPath())
        found = catalog.unrestrictedSearchResults(path=path, portal_type="EHCMessage")
        assert len(found) == 0

    def test_only_who_began_goes_on_and_managers_look(
        self, council, visitor, cases, robert, rob
    ):
        other = make_person("other", groups=["ehc-coordinators"])
        job = Jobs(council.ehc).add(
            Job(acts.HAND_OVER, robert, ("a/b",), {"coordinator": rob})
        )
        page = f"ehc-bulk-job?job={job.id}"

        assert visitor(other).visit(council.ehc, page).is_refused
        assert visitor(other).visit(council.ehc, "ehc-bulk-job?job=x").is_refused
        looking = visitor(rob).visit(council.ehc, page)
        assert "Dealt with: 0 of 1." in looking.text
        assert not looking.parsed.cssselect("button:contains('Begin')")

    def test_nothing_is_done_without_the_pages_own_form(
        self, council, coordinator, cases, robert, rob
    ):
        place = place_of(cases[0])
        job = Jobs(council.ehc).add(
            Job(acts.HAND_OVER, robert, (place,), {"coordinator": rob})
        )
        coordinator.send(f"{council.ehc.absolute_url()}/ehc-bulk-job", {"job": job.id})

        assert job.outcomes == ()

    def test_ones_own_rights_count_in_each_case(self, council, case, robert, rob):
        """A closed case is changed by managers alone."""
        with api.env.adopt_roles(["Manager"]):
            case.ending = "no_plan"
            api.content.transition(case, "close")
        place = place_of(case)
        job = Job(acts.HAND_OVER, robert, (place,), {"coordinator": rob})
        transaction.savepoint()
        with api.env.adopt_user(username=robert):
            running.go_on(council.ehc, job)

        assert [each.why for each in job.failed] == [NOT_ALLOWED]
        assert case.coordinator == robert

    def test_jobs_are_dropped_after_a_week(self, council, clock, robert):
        jobs = Jobs(council.ehc)
        job = jobs.add(Job(acts.HAND_OVER, robert, (), {}))
        clock.set(2024, 10, 12)
        jobs.add(Job(acts.HAND_OVER, robert, (), {}))

        with pytest.raises(KeyError):
            jobs.get(job.id)


class TestAZip:
    @pytest.fixture
    def sort(self, council, cases, robert):
        def sort(**files):
            with api.env.adopt_user(username=robert):
                found = zips.sort_zip(council.ehc, packed(**files))
            return (
                sorted(file.filename for file in found.files.values()),
                {each.name: str(each.why.default) for each in found.left_out},
            )

        return sort

    def test_files_find_their_cases_by_name(self, sort):
        files = {
            "6427917.pdf": PDF,
            "letters/6427918 - Letter to Anita.pdf": PDF,
            "__MACOSX/6427917.pdf": b"x",
            ".DS_Store": b"x",
        }

        assert sort(**files) == (
            ["6427917.pdf", "6427918 - Letter to Anita.pdf"],
            {},
        )

    def test_what_goes_to_nobody_is_listed(self, sort):
        files = {
            "1.pdf": PDF,
            "6427917.pdf": PDF,
            "6427917 - again.pdf": PDF,
            "6427918.html": b"<script>",
            "6427919.txt": b"0" * 2**21,
        }

        sorted_files, left_out = sort(**files)

        assert sorted_files == []
        assert "his kind of file" in left_out.pop("6427918.html")
        assert left_out == {
            "1.pdf": "No case has this reference.",
            "6427917.pdf": "Another file of the zip is for the same case.",
            "6427917 - again.pdf": "Another file of the zip is for the same case.",
            "6427919.txt": "The file is larger than 25 MB.",
        }

    @pytest.mark.parametrize("bound", ["MOST_FILES", "LARGEST_WHOLE"])
    def test_one_that_holds_too_much_is_refused(self, sort, monkeypatch, bound):
        monkeypatch.setattr(zips, bound, 1)

        with pytest.raises(zips.ValueRefused):
            sort(**{"6427917.pdf": PDF, "6427918.pdf": PDF})

    def test_what_there_is_no_time_to_check_is_listed(self, sort, monkeypatch):
        begun = []
        monkeypatch.setattr(zips, "check_file", lambda file, limits: begun.append(file))
        monkeypatch.setattr(
            zips, "Patience", partial(Patience, clock=lambda: 40.0 * len(begun))
        )

        found, left_out = sort(
            **{f"{number}.pdf": PDF for number in (6427917, 6427918, 6427919)}
        )

        assert found == ["6427917.pdf", "6427918.pdf"]
        assert "There was no time left" in left_out["6427919.pdf"]

    def test_what_is_no_zip_is_refused(self, council, robert):
        misspelt = (
            packed(**{"aé.pdf": PDF}).getvalue().replace("é".encode(), b"\xff\xfe")
        )
        for data in (b"", b"PK\x03\x04 no zip", misspelt):
            with pytest.raises(zips.ValueRefused):
                zips.sort_zip(council.ehc, BytesIO(data))

    def test_a_list_that_would_fill_the_memory_is_not_read(
        self, council, robert, monkeypatch
    ):
        monkeypatch.setattr(zips, "LONGEST_LIST", 100)
        monkeypatch.setattr(zips, "ZipFile", lambda opened: pytest.fail("It is read."))

        with pytest.raises(zips.ValueRefused, match="zip_too_much"):
            zips.sort_zip(council.ehc, packed(**{"1.pdf": PDF, "2.pdf": PDF}))

    def test_a_list_that_only_the_larger_form_of_zips_tells_of_is_too_long(self):
        opened = packed(**{"1.pdf": PDF})
        data, end = opened.getvalue()[:-22], opened.getvalue()[-22:]

        larger = BytesIO(data + b"PK\6\7" + bytes(16) + end)

        assert length_of_list(opened) < 100
        assert length_of_list(larger) > LONGEST_LIST

    def test_a_list_whose_end_has_another_in_it_is_measured_as_it_is_read(self):
        opened = packed(**{"1.pdf": PDF}).getvalue()

        hidden = opened[:-6] + b"PK\5\6" + opened[-2:]

        assert length_of_list(BytesIO(hidden)) == length_of_list(BytesIO(opened))

    @pytest.mark.parametrize("packing", [ZIP_BZIP2, ZIP_LZMA])
    def test_what_no_computer_packs_by_itself_is_listed(
        self, council, cases, robert, packing
    ):
        opened = BytesIO()
        with ZipFile(opened, "w", packing) as archive:
            archive.writestr("6427917.pdf", PDF)

        with api.env.adopt_user(username=robert):
            found = zips.sort_zip(council.ehc, opened)

        assert found.files == {}
        assert [each.name for each in found.left_out] == ["6427917.pdf"]

    def test_names_lose_what_turns_letters_round(self, sort):
        assert sort(**{"6427917 - a\u202efdp.pdf": PDF}) == (
            ["6427917 - afdp.pdf"],
            {},
        )


class TestPublishing:
    @pytest.fixture(autouse=True)
    def read(self, texts):
        """No file is really read."""

    def publish(self, visitor, council, **files):
        visitor.visit(council.ehc, "ehc-bulk-publish")
        visitor.fill(title="Annual letter", document_date="2024-10-01")
        visitor.getControl(name="form.widgets.file").add_file(
            packed(**files), "application/zip", "letters.zip"
        )
        return visitor.press("Go on")

    def test_one_file_goes_to_each_family(
        self, council, coordinator, cases, anita, letters
    ):
        give_access(anita, cases[0])
        files = {"6427917.pdf": PDF, "6427918.pdf": PDF, "1.pdf": PDF}
        seen = self.publish(coordinator, council, **files)

        assert seen.rows("Still to do") == [
            ["Tony Bread", "6427917", "6427917.pdf"],
            ["Tina Bread", "6427918", "6427918.pdf"],
        ]
        assert seen.rows("Files that go to nobody") == [
            ["1.pdf", "No case has this reference."]
        ]
        assert documents(cases[0]) == []

        seen.press("Begin")

        (document,) = documents(cases[0])
        assert (document.title, state_of(document)) == ("Annual letter", "published")
        assert document.document_date == date(2024, 10, 1)
        assert document.file.data == PDF
        assert document.file.contentType == "application/pdf"
        assert len(documents(cases[1])) == 1
        assert documents(cases[2]) == []

    def test_no_file_is_looked_through_for_a_case_that_is_not_open(
        self, council, coordinator, cases, monkeypatch
    ):
        seen = self.publish(coordinator, council, **{"6427917.pdf": PDF})
        put_into(cases[0], "preparing")
        transaction.commit()
        monkeypatch.setattr(acts, "add_draft", lambda *file, **facts: 1 / 0)

        seen.press("Begin")

        (left,) = seen.rows("Left as they were")
        assert left[-1] == "The case is not open, so the family would not see it."

    def test_a_file_that_names_another_child_comes_first_and_can_be_left_out(
        self, council, coordinator, cases, texts
    ):
        texts["6427918.pdf"] = "Dear parents of Tom Bread"
        files = {"6427917.pdf": PDF, "6427918.pdf": PDF}
        seen = self.publish(coordinator, council, **files)

        assert "Files to look at again: 1." in seen.text
        first, second = seen.rows("Still to do")
        assert first[0] == "Tina Bread"
        assert "This file names Tom Bread, another child in the portal." in first[2]
        assert cases[2].absolute_url() in seen.contents
        assert second == ["Tony Bread", "6427917", "6427917.pdf"]

        seen.getControl("Leave out 6427918.pdf").selected = True
        seen.press("Begin")

        assert [len(documents(case)) for case in cases] == [1, 0, 0]
        assert seen.rows("Left as they were") == [
            ["Tina Bread", "6427918", "You left this file out."]
        ]

    def test_it_is_a_warning_and_no_block(self, council, coordinator, cases, texts):
        texts["6427918.pdf"] = "Dear parents of Tom Bread"
        self.publish(coordinator, council, **{"6427918.pdf": PDF}).press("Begin")

        assert len(documents(cases[1])) == 1

    def test_a_zip_is_read_some_seconds_at_a_time_before_it_begins(
        self, council, coordinator, cases, monkeypatch
    ):
        """Here each file takes longer than one page waits."""
        begun = []
        monkeypatch.setattr(
            reading, "Patience", lambda seconds: Patience(seconds, lambda: len(begun))
        )
        monkeypatch.setattr(reading, "SECONDS_AT_A_TIME", 1)
        monkeypatch.setattr(
            "hcc.ehcportal.office.documents.reading.extract", begun.append
        )
        files = {f"{case.reference}.pdf": PDF for case in cases}
        seen = self.publish(coordinator, council, **files)

        assert "Still to be read: 2." in seen.text
        assert seen.parsed.cssselect("form[data-goes-on='1']")
        assert not seen.parsed.cssselect("button:contains('Begin')")
        seen.getControl("Leave out").selected = True
        seen.press("Read on").press("Read on")
        assert len(begun) == 3
        # What was ticked meanwhile is still, and can be unticked.
        assert [box.selected for box in boxes(seen)] == [True, False, False]
        boxes(seen)[0].selected = False
        assert not any(documents(case) for case in cases)
        assert not seen.parsed.cssselect("form[data-goes-on]")
        assert "Files to look at again: 3." in seen.text
        seen.press("Begin")
        assert all(documents(case) for case in cases)

    def test_a_zip_that_takes_too_long_is_not_read_to_its_end(
        self, council, cases, robert, monkeypatch
    ):
        monkeypatch.setattr(
            "hcc.ehcportal.office.documents.reading.extract",
            lambda file: pytest.fail("It is read."),
        )
        job = publishing(robert, *cases)
        job.reading_seconds = reading.SECONDS_FOR_ALL

        with api.env.adopt_user(username=robert):
            reading.read_on(council.ehc, job)

        assert job.unread == ()
        assert {found.outcome for found in job.readings.values()} == {NO_TIME}

    def test_what_families_cannot_be_given_any_more_is_left_with_a_word_of_why(
        self, council, case, robert
    ):
        job = publishing(robert, case, data=b"<html>")
        transaction.savepoint()
        with api.env.adopt_user(username=robert):
            running.go_on(council.ehc, job)

        assert [each.why for each in job.failed] == ["error_file_other"]
        assert documents(case) == []

    def test_what_is_no_zip_is_told(self, council, coordinator, cases):
        coordinator.visit(council.ehc, "ehc-bulk-publish")
        coordinator.fill(title="Annual letter", document_date="2024-10-01")
        coordinator.getControl(name="form.widgets.file").add_file(
            BytesIO(b"no zip"), "application/zip", "letters.zip"
        )
        coordinator.press("Go on")

        assert "This is no zip file that can be read." in coordinator.error_by("file")
        assert coordinator.value("title") == "Annual letter"
