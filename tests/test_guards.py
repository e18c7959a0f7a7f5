"""What must hold for the whole package, whoever adds to it."""

from AccessControl.PermissionRole import rolesForPermissionOn
from factories import make_document
from factories import make_form
from factories import make_message
from factories import PLONE_ROLES
from hcc.ehcportal.content.document import DOCUMENT_TYPES
from lxml import etree
from pathlib import Path
from plone.namedfile.interfaces import INamedField
from zope.schema import getFieldsInOrder

import ast
import hcc.ehcportal
import pytest
import re


PACKAGE = Path(hcc.ehcportal.__file__).parent

SOURCES = sorted(PACKAGE.rglob("*.py"))

ZOPE_PUBLIC = ("zope.Public", "zope2.Public")

# Tables that are cards on a phone, and the tags in them that say what is what.
CARDS = re.compile(r'<table class="[^"]*\behc-table\b.*?</table>', re.S)
PARTS_OF_A_TABLE = re.compile(
    r'<(?:table|thead|tbody|tr|th|td)\b(?:[^>"]|"[^"]*")*>', re.S
)

# Views that everybody may call, and why.
PUBLIC_VIEWS = {
    "ehc-app": "staff who have to set up an app are nobody until then; it shows "
    "nothing without their sign-in that waits",
    "ehc-stay": "tells a browser how long its own session lasts",
    "@login": "the API's way in, before anybody is signed in",
    "ehc-code": "the second step, before anybody is signed in",
    "failsafe_login": "Plone's other name of the way in",
    "failsafe_login_form": "Plone's other name of the way in",
    "login": "the way in, before anybody is signed in",
    "login_form": "Plone's other name of the way in",
    "@ehc-openapi": "describes the API, the same in every site; it names nobody",
    "@login-renew": "its session is asked for in it, as plone.restapi does",
    "ehc-calendar": "a phone cannot sign in; the token in the address opens it",
    "ehc-create-account": "only for whoever opened an invitation's link before",
    "ehc-invitation": "the secret in the address opens it; nothing is shown but the "
    "council's name and the case reference",
    "ehc-assessment-requested": "says what comes next, the same to everybody",
    "ehc-attach-to-request": "takes documents for the page of a request, shows none",
    "ehc-request-assessment": "anybody can ask for an assessment; it shows nothing of "
    "any case, and counts who asks",
    "ehc-register-account": "only after the code that proves the email",
    "ehc-register-code": "registering is for people without an account",
    "login-help": "whoever asks for a new password cannot sign in",
    "mail_password": "Plone's name for it; leads to login-help",
    "mail_password_form": "Plone's name for it; leads to login-help",
    "mail_password_template": "the text of a mail, as public as Plone's own",
    "passwordreset": "the secret in the address opens it",
    "register": "registering is for people without an account",
    "registered_notify_template": "the text of a mail, as public as Plone's own",
    "resolveuid": "replaces Plone's public view by one that asks for View itself",
}

# Classes that take what is posted without asking for a token, and why.
FORMS_WITHOUT_TOKEN = {
    "office/messages/write.py:WriteDraft": "WritingPage asks; this one only shows "
    "what was typed, where the draft was sent",
    "office/messages/write.py:WriteMessage": "WritingPage asks, before any of it",
    "office/worklist/page.py:Worklist": "it only leads to an address; see its class",
}

# What templates write into a page as HTML, and who has escaped it.
UNESCAPED = re.compile(r"""structure:?\s+([^"';]+)""")

_PLAIN_TEXT = "html_of escapes all of it and adds links and paragraphs"
_EDITORS = "Plone's own transform has taken out what editors may not write"

WRITTEN_AS_HTML = {
    "login/account/templates/app.pt: view/picture": "a drawing that the portal makes",
    "office/letters/templates/paper.pt: view/style": "our own style sheet",
    "office/messages/templates/send.pt: view/html": _PLAIN_TEXT,
    "office/messages/templates/write.pt: view/answered_html": _PLAIN_TEXT,
    "office/messages/templates/write.pt: view/meanwhile_html": _PLAIN_TEXT,
    "office/templates/form.pt: view/more": "another template of the form's",
    "office/templates/preview.pt: view/html": "notify/words.py escapes each word",
    "portal/forms/templates/fill.pt: python:context.introduction": _EDITORS,
    "portal/forms/templates/paper.pt: view/style": "our own style sheet",
    "portal/forms/templates/questions.pt: python:view.html(part)": _EDITORS,
    "portal/templates/layout.pt: python:view.lock_note": "Plone's own viewlet",
    "portal/templates/macros.pt: python:overview.happening": _EDITORS,
    "portal/templates/macros.pt: python:receipt.confirmation": _EDITORS,
    "portal/templates/message.pt: python:view.html(message)": _PLAIN_TEXT,
    "portal/templates/message.pt: view/text": _PLAIN_TEXT,
    "portal/templates/print.pt: python:overview.happening": _EDITORS,
    "portal/templates/reply.pt: view/answered": _PLAIN_TEXT,
}

# ZCML directives that put something under an address.
VIEWS = {
    "{http://namespaces.zope.org/browser}page",
    "{http://namespaces.zope.org/browser}pages",
    "{http://namespaces.zope.org/browser}view",
    "{http://namespaces.plone.org/plone}service",
}


def registrations():
    """Yield the name and permission of each view and service in the package's ZCML."""
    for path in sorted(PACKAGE.rglob("*.zcml")):
        for element in etree.parse(path).iter(*VIEWS):
            yield element.get("name"), element.get("permission")


def calls(*names):
    """Yield every call of one of these names in the package's source, and where."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in names:
                yield node, f"{path.relative_to(PACKAGE)}:{node.lineno}"


def _name(function) -> str:
    return getattr(function, "id", None) or getattr(function, "attr", "")


class TestViews:
    def test_each_has_a_permission(self):
        assert [name for name, permission in registrations() if not permission] == []

    def test_each_public_one_stands_on_the_list_with_its_reason(self):
        public = {
            name for name, permission in registrations() if permission in ZOPE_PUBLIC
        }
        assert public == set(PUBLIC_VIEWS)
        assert all(PUBLIC_VIEWS.values())

    def test_each_belongs_to_sites_with_the_portal(self):
        """A view of ours must not show in a site of the server that has no portal."""
        unbound = []
        for path in sorted(PACKAGE.rglob("*.zcml")):
            for element in etree.parse(path).iter(*VIEWS):
                ours = element.get("for", "").startswith(("hcc.", ".", "interfaces."))
                if not (ours or element.get("layer")):
                    unbound.append(element.get("name"))
        assert unbound == []


class TestRoles:
    """Plone's roles for content are nobody's in `families`."""

    @pytest.fixture
    def contents(self, council, family, case):
        form = make_form(case, state="submitted")
        return {
            "families": council.families,
            "family": family,
            "case": case,
            "stage": case.objectValues()[0],
            "document": make_document(case),
            "message": make_message(case),
            "form": form,
            "attachment": form.objectValues()[0],
        }

    @pytest.mark.parametrize("role", [*PLONE_ROLES, "Owner"])
    def test_none_has_a_permission_that_a_member_has_not(self, contents, role):
        assert {
            name: more
            for name, content in contents.items()
            if (more := _permissions_of(role, content) - _anyones(content))
        } == {}

    def test_a_member_may_do_no_more_there_than_the_whole_site_lets_anybody(
        self, contents, portal
    ):
        """What members may do at all must not depend on the place they do it in."""
        assert {
            name: more
            for name, content in contents.items()
            if (more := _anyones(content) - _anyones(portal))
        } == {}

    @pytest.mark.parametrize(
        "permission",
        ["View", "Access contents information", "Modify portal content"],
    )
    def test_to_see_or_change_anything_takes_a_role_of_ours(self, contents, permission):
        ours = {"EHC Coordinator", "EHC Family", "EHC Manager", "Manager"}
        assert {
            name: roles - ours
            for name, content in contents.items()
            if not (roles := _roles_with(permission, content)) <= ours
        } == {}


def _roles_with(permission: str, content) -> set[str]:
    return set(rolesForPermissionOn(permission, content))


def _permissions_of(role: str, content) -> set[str]:
    known = content.getPhysicalRoot().possible_permissions()
    return {name for name in known if role in rolesForPermissionOn(name, content)}


def _anyones(content) -> set[str]:
    return {
        permission
        for role in ("Anonymous", "Authenticated", "Member")
        for permission in _permissions_of(role, content)
    }


class TestTypes:
    @pytest.fixture
    def types(self, portal):
        return [
            fti
            for fti in portal.portal_types.objectValues()
            if fti.getId().startswith("EHC")
        ]

    def test_every_file_field_has_the_allow_list(self, types):
        fields = {
            f"{fti.getId()}.{name}": field.accept
            for fti in types
            for name, field in getFieldsInOrder(fti.lookupSchema())
            if INamedField.providedBy(field)
        }
        assert fields == dict.fromkeys(
            ("EHCAttachment.file", "EHCDocument.file"), DOCUMENT_TYPES
        )

    def test_the_allow_list_has_nothing_that_runs_when_it_is_opened(self):
        running = ("html", "xml+svg", "svg", "javascript", "macro", "zip", "octet")
        assert not [kind for kind in DOCUMENT_TYPES if any(r in kind for r in running)]

    def test_no_type_is_searched_by_the_text_of_a_familys_content(self, types):
        behaviors = {name for fti in types for name in fti.behaviors}
        assert "plone.textindexer" not in behaviors

    def test_every_add_permission_belongs_to_the_package_or_to_staff_of_the_site(
        self, types
    ):
        # A form begins on the pages alone, which ask for the offers.
        adding = {fti.id: fti.add_permission for fti in types}
        assert adding.pop("EHCSupportingForm") == "cmf.ManagePortal"
        assert {name.rpartition(".")[0] for name in adding.values()} <= {
            f"hcc.ehcportal.{kind}"
            for kind in (
                "attachment",
                "case",
                "document",
                "family",
                "message",
                "portal",
                "stage",
                "stageguide",
                "text",
            )
        }


class TestForms:
    def test_whatever_takes_a_form_asks_where_it_came_from(self):
        """A class that looks for a POST checks the token that its page made."""
        found = {
            f"{path.relative_to(PACKAGE)}:{node.name}"
            for path in SOURCES
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.ClassDef)
            and re.search("POST|PostOnly", ast.unparse(node))
            and "CheckAuthenticator(" not in ast.unparse(node)
        }
        assert found == set(FORMS_WITHOUT_TOKEN)
        assert all(FORMS_WITHOUT_TOKEN.values())

    def test_no_template_writes_what_is_not_escaped_but_for_a_reason(self):
        found = {
            f"{path.relative_to(PACKAGE)}: {written}"
            for path in PACKAGE.rglob("*.pt")
            for written in UNESCAPED.findall(path.read_text(encoding="utf-8"))
            if not written.startswith(("provider:", "context/@@authenticator/"))
        }
        assert found == set(WRITTEN_AS_HTML)
        assert all(WRITTEN_AS_HTML.values())


class TestTables:
    def test_what_becomes_cards_on_a_phone_stays_a_table_to_a_screen_reader(self):
        """A table that is laid out as blocks is one by its roles alone."""
        bare = [
            f"{path.relative_to(PACKAGE)}: {tag}"
            for path in PACKAGE.rglob("*.pt")
            for table in CARDS.findall(path.read_text(encoding="utf-8"))
            for tag in PARTS_OF_A_TABLE.findall(table)
            if " role=" not in " ".join(tag.split())
        ]
        assert bare == []


class TestSource:
    def test_no_mail_leaves_before_the_commit(self):
        assert [
            where
            for call, where in calls("send", "sendTemplate", "send_email", "secureSend")
            for word in call.keywords
            if word.arg == "immediate"
        ] == []

    def test_every_message_id_has_a_default(self):
        bare = [
            where
            for call, where in calls("_")
            if not any(word.arg == "default" for word in call.keywords)
        ]
        assert len(list(calls("_"))) > 100
        assert bare == []

    def test_no_message_id_has_two_defaults(self):
        defaults = {}
        for call, where in calls("_"):
            words = {word.arg: ast.unparse(word.value) for word in call.keywords}
            defaults.setdefault(call.args[0].value, {})[words.get("default")] = where
        assert {name: told for name, told in defaults.items() if len(told) > 1} == {}

    def test_one_module_says_where_a_request_comes_from(self):
        assert {where.partition(":")[0] for _, where in calls("getClientAddr")} == {
            "access/network.py"
        }

    def test_no_conflict_is_swallowed(self):
        assert [
            path.name
            for path in SOURCES
            if "except ConflictError" in path.read_text(encoding="utf-8")
        ] == []
