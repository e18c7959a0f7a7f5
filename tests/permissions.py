"""Who may do what, asked of a real site and written as in ``permissions.txt``."""

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from AccessControl.SpecialUsers import nobody
from collections.abc import Iterator
from contextlib import contextmanager
from factories import Council
from factories import give_access
from factories import make_case
from factories import make_document
from factories import make_family
from factories import make_form
from factories import make_message
from factories import make_person
from factories import PLONE_ROLES
from factories import put_into
from factories import states_of
from plone import api


EVERYBODY = "everybody"
NOBODY = "nobody"

ROLES = {
    "Anonymous",
    "another family",
    "EHC Case System",
    "EHC Coordinator",
    "EHC Family",
    "EHC Manager",
    "Manager",
    "Member",
    "Owner",
    *PLONE_ROLES,
}

# Asked of the portal alone: the worklist and all acts on many cases are its pages, and
# what a case system does are its services.
PORTAL_RIGHTS = {
    "Use the worklist": "hcc.ehcportal: View worklist",
    "Import cases": "hcc.ehcportal: Import cases",
    "Read changes by families": "hcc.ehcportal: Read changes by families",
}

CASE_STATES = ("preparing", "open", "closed", "archived")

# States of what follows the website's own workflow.
PAGE_STATES = ("private", "published")


class Table:
    """Asks every role for every right on every kind of content in every state."""

    case_states = CASE_STATES

    def __init__(self, council: Council):
        self.council = council
        self.people = dict(_people(council.site))
        self.owner = make_person("owner")

    def blocks(self) -> Iterator[str]:
        """Yield one block of text for each content and state."""
        ehc = self.council.ehc
        for content in (
            ehc,
            ehc["stage-guides"],
            ehc["stage-guides"]["request"],
            ehc["texts"],
            ehc["texts"]["message-handover"],
            ehc["forms"],
        ):
            for state in PAGE_STATES:
                put_into(content, state)
                yield self._block(f"{content.portal_type}, {state}", content)
            put_into(content, "private")
        yield self._block("EHCFamilies", self.council.families)
        family = make_family(self.council)
        for state in states_of("EHCFamily"):
            put_into(family, state)
            yield self._block(f"EHCFamily, {state}", family)
        put_into(family, "active")
        yield from self._cases()

    def _cases(self) -> Iterator[str]:
        cases = {state: self._case(state) for state in self.case_states}
        for state, case in cases.items():
            yield self._block(f"EHCCase, {state}", case)
        contents = {state: dict(_contents(case)) for state, case in cases.items()}
        for heading in contents[self.case_states[0]]:
            rows = {
                state: self._rows(found[heading]) for state, found in contents.items()
            }
            yield from _merged(heading, rows)

    def _case(self, state: str):
        family = make_family(self.council)
        case = make_case(family)
        sibling = make_case(family, "Another child")
        give_access(self.people["EHC Family"], case)
        give_access(self.people["another family"], sibling)
        return put_into(case, state)

    def _block(self, heading: str, content) -> str:
        return "\n".join([heading, *self._rows(content)])

    def _rows(self, content) -> list[str]:
        """Return a row for each right, with the roles that have it."""
        rights = {right: [] for right in self.rights(content)}
        content.manage_setLocalRoles(self.owner, ["Owner"])
        for role, person in {**self.people, "Owner": self.owner}.items():
            for right in self.rights_of(person, content):
                rights.setdefault(right, []).append(role)
        content.manage_delLocalRoles([self.owner])
        return [f"  {right}: {_named(roles)}" for right, roles in rights.items()]

    def rights(self, content) -> Iterator[str]:
        """Yield every right that is asked for."""
        yield from _rights(content)

    def rights_of(self, person: str | None, content) -> Iterator[str]:
        """Yield the rights that somebody has."""
        with _acting_as(self.council.site, person):
            yield from _rights_of_the_actor(content)


def _people(site) -> Iterator[tuple[str, str | None]]:
    """Make an account for each role; those of Plone also get it on the site alone."""
    yield "Anonymous", None
    yield "Member", make_person("member")
    yield "EHC Family", make_person("family")
    yield "another family", make_person("another-family")
    for role in ("EHC Case System", "EHC Coordinator", "EHC Manager", "Manager"):
        yield role, make_person(_id(role), role)
    for role in PLONE_ROLES:
        yield role, make_person(_id(role), role)
        local = make_person(f"{_id(role)}-local")
        site.manage_setLocalRoles(local, [role])
        yield f"{role} by sharing", local


def _contents(case) -> Iterator[tuple[str, object]]:
    """Make and yield everything that can lie in a case, in every state."""
    for stage, state in zip(case.objectValues(), states_of("EHCStage"), strict=False):
        yield f"EHCStage, {state}", put_into(stage, state)
    for state in states_of("EHCDocument"):
        document = make_document(case, state="draft")
        yield f"EHCDocument, {state}", put_into(document, state)
    for state in states_of("EHCMessage"):
        yield f"EHCMessage, {state}", put_into(make_message(case, state="draft"), state)
    forms = {
        state: make_form(case, state=state) for state in states_of("EHCSupportingForm")
    }
    for state, form in forms.items():
        yield f"EHCSupportingForm, {state}", form
    for state, form in forms.items():
        (attachment,) = form.objectValues()
        yield f"EHCAttachment of a form that is {state}", attachment


def _rights(content) -> Iterator[str]:
    """Yield every right that somebody could have on ``content``."""
    yield from ("View", "Modify", "Delete")
    if content.portal_type == "EHCPortal":
        yield from PORTAL_RIGHTS
    types = api.portal.get_tool("portal_types")
    yield from (
        f"Add {name}" for name in types[content.portal_type].allowed_content_types
    )
    tool = api.portal.get_tool("portal_workflow")
    for workflow in tool.getWorkflowsFor(content):
        state = workflow.states[api.content.get_state(content)]
        yield from (f"-> {transition}" for transition in state.transitions)


def _rights_of_the_actor(content) -> Iterator[str]:
    manager = getSecurityManager()
    for right, permission in (
        ("View", "View"),
        ("Modify", "Modify portal content"),
        ("Delete", "Delete objects"),
    ):
        if manager.checkPermission(permission, content):
            yield right
    if content.portal_type == "EHCPortal":
        for right, permission in PORTAL_RIGHTS.items():
            if manager.checkPermission(permission, content):
                yield right
    if content.isPrincipiaFolderish:
        yield from (f"Add {fti.getId()}" for fti in content.allowedContentTypes())
    tool = api.portal.get_tool("portal_workflow")
    yield from (f"-> {entry['id']}" for entry in tool.getTransitionsFor(content))


def _named(roles: list[str]) -> str:
    """Name the roles; one that Plone also shares counts once, if it is the same."""
    for role in PLONE_ROLES:
        if role in roles and f"{role} by sharing" in roles:
            roles.remove(f"{role} by sharing")
        elif role in roles:
            roles[roles.index(role)] = f"{role} of the whole site alone"
    if set(roles) == ROLES:
        return EVERYBODY
    return ", ".join(sorted(roles)) or NOBODY


def _merged(heading: str, rows: dict[str, list[str]]) -> Iterator[str]:
    """Yield one block for all states of the case in which the rows are the same."""
    alike = {}
    for state, lines in rows.items():
        alike.setdefault("\n".join(lines), []).append(state)
    for lines, states in alike.items():
        where = "any" if len(states) == len(CASE_STATES) else " or ".join(states)
        yield f"{heading} (case {where})\n{lines}"


@contextmanager
def _acting_as(site, person: str | None):
    before = getSecurityManager()
    user = nobody if person is None else site.acl_users.getUserById(person)
    newSecurityManager(None, user.__of__(site.acl_users) if person is None else user)
    try:
        yield
    finally:
        setSecurityManager(before)


def _id(role: str) -> str:
    return role.lower().replace(" ", "-")
