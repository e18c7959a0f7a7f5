"""A council, its families and its people, made with few words.

The people are those of the guide: Tony Bread and his mother Anita Rixon, the
coordinator Robert Coombes, Tracy Tester of another family and the manager Rob Test.
Everything is made by a manager, whoever runs the test.
"""

from dataclasses import dataclass
from datetime import date
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.content.states import WORKFLOWS
from hcc.ehcportal.login.door.accounts import account_of
from hcc.ehcportal.login.door.sessions import cookie_for
from hcc.ehcportal.login.door.sessions import open_session
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.namedfile.file import NamedBlobFile
from z3c.relationfield import RelationValue
from zope.component import getUtility
from zope.event import notify
from zope.intid.interfaces import IIntIds
from zope.lifecycleevent import ObjectModifiedEvent

import base64
import transaction


PASSWORD = "correct horse battery"

PDF = b"%PDF-1.4\n%%EOF\n"

NAMES = {
    "anita": "Anita Rixon",
    "robert": "Robert Coombes",
    "rob": "Rob Test",
    "tracy": "Tracy Tester",
}

# The portal links to these pages of the council.
COUNCIL_PAGES = {
    "local_offer": "Local Offer",
    "help_page": "Help & Support",
    "privacy_page": "Privacy",
    "accessibility_page": "Accessibility",
}

PLONE_ROLES = ("Contributor", "Editor", "Reader", "Reviewer", "Site Administrator")


@dataclass(frozen=True)
class Council:
    """A site with pages that the portal ``ehc`` links to."""

    site: object
    ehc: object
    local_offer: object
    help_page: object

    @property
    def families(self):
        return self.ehc["families"]


def make_council(site) -> Council:
    """Give a site published pages and a portal that is published too."""
    pages = {name: make_page(site, title) for name, title in COUNCIL_PAGES.items()}
    with api.env.adopt_roles(["Manager"]):
        ehc = api.content.create(site, "EHCPortal", "ehc", title="EHC Portal")
        api.content.transition(ehc, "publish")
        for name, page in pages.items():
            setattr(ehc, name, relation_to(page))
        notify(ObjectModifiedEvent(ehc))
    return Council(site, ehc, pages["local_offer"], pages["help_page"])


def council_of(site) -> Council:
    """Return the council that the tests' layer made of a site."""
    ehc = site["ehc"]
    return Council(site, ehc, ehc.local_offer.to_object, ehc.help_page.to_object)


def remove_council(site):
    """Take the council away again, its pages too."""
    ehc = site["ehc"]
    pages = [getattr(ehc, name).to_object.getId() for name in COUNCIL_PAGES]
    with api.env.adopt_roles(["Manager"]):
        site.manage_delObjects(["ehc", *pages])


def make_page(container, title: str, text: str = ""):
    """Make a published page of the council's site."""
    with api.env.adopt_roles(["Manager"]):
        page = api.content.create(container, "Document", title=title, description=text)
        api.content.transition(page, "publish")
    return page


def relation_to(page) -> RelationValue:
    """Return a relation as the content browser saves it."""
    return RelationValue(getUtility(IIntIds).getId(page))


def make_person(user_id: str, *roles: str, groups=()) -> str:
    """Make an account, with roles of the whole site, and return its user id."""
    with api.env.adopt_roles(["Manager"]):
        api.user.create(
            email=f"{user_id}@example.org",
            username=user_id,
            password=PASSWORD,
            properties={"fullname": NAMES.get(user_id, user_id)},
        )
        if roles:
            api.user.grant_roles(username=user_id, roles=list(roles))
        for group in groups:
            api.group.add_user(groupname=group, username=user_id)
    return user_id


def session_of(person: str) -> str:
    """Sign somebody in, and return the value of their cookie ``__ac``."""
    session_id = open_session(account_of(person), api.portal.get().REQUEST)
    transaction.commit()
    return base64.b64encode(cookie_for(person, session_id)).decode()


def sign_in(browser, person: str):
    """Sign somebody in in a test browser, as both steps would do."""
    # WebTest files a cookie under the host of its own settings alone.
    browser.testapp.extra_environ["HTTP_HOST"] = "nohost"
    browser.testapp.set_cookie("__ac", session_of(person))
    del browser.testapp.extra_environ["HTTP_HOST"]
    return browser


def make_family(council: Council, title: str = "Bread"):
    """Make a family's folder."""
    return _add(council.families, "EHCFamily", title=title)


def make_case(family, title: str = "Tony Bread", state: str = "open", **facts):
    """Make a case with the facts of the guide, and bring it to ``state``."""
    facts = {
        "date_of_birth": date(2020, 3, 3),
        "gender": "male",
        "request_received": date(2024, 9, 1),
        "request_source": "education",
        "ending": "no_plan" if state in ("closed", "archived") else None,
        **facts,
    }
    return _bring(_add(family, "EHCCase", title=title, **facts), state)


def make_document(case, title: str = "EHCP - Information Requested", state="published"):
    """Make a document with a file in it."""
    file = NamedBlobFile(PDF, "application/pdf", "information-requested.pdf")
    document = _add(
        case, "EHCDocument", title=title, document_date=date(2024, 9, 2), file=file
    )
    return _bring(document, state)


def make_message(case, title: str = "EHC Handover to new team", state="sent"):
    """Make a message."""
    message = _add(case, "EHCMessage", title=title, text="Your coordinator changes.")
    return _bring(message, state)


def make_form(case, title: str = "Parental views", state: str = "draft"):
    """Make a form of a family with one attachment, in any state."""
    form = _add(case, "EHCSupportingForm", title=title, form_key="views")
    file = NamedBlobFile(PDF, "application/pdf", "a-letter.pdf")
    _add(form, "EHCAttachment", title="A letter", file=file)
    return put_into(form, state)


def make_design(council: Council, title: str = "My views", *, questions: str, **facts):
    """Make a form of the editors, from which families start theirs."""
    forms = council.ehc["forms"]
    return _add(forms, "EasyForm", title=title, fields_model=questions, **facts)


def give_access(adult: str, case, **facts):
    """Admit an adult to a case from the day of the guide's request on."""
    facts = {
        "relationship": "mother",
        "reason": "Parental responsibility",
        "granted_by": "robert",
        "start": date(2024, 9, 1),
        **facts,
    }
    register = AccessRegister(case.__parent__)
    return register.grant(adult, case.getId(), **facts)


def put_into(content, state: str):
    """Put content into a state without asking how it got there."""
    tool = api.portal.get_tool("portal_workflow")
    (workflow,) = tool.getWorkflowsFor(content)
    tool.setStatusOf(workflow.id, content, {"review_state": state})
    workflow.updateRoleMappingsFor(content)
    content.reindexObject(idxs=["review_state", "allowedRolesAndUsers"])
    return content


def states_of(portal_type: str) -> list[str]:
    """Return the states of a type, in the order of its workflow."""
    tool = api.portal.get_tool("portal_workflow")
    return list(tool[WORKFLOWS[portal_type]].states)


def as_site_owner():
    """Act as the owner of the whole server."""
    return api.env.adopt_user(username=SITE_OWNER_NAME)


def _add(container, portal_type, **attributes):
    # As the pages do it; plone.api gives a name at once and another one afterwards.
    with api.env.adopt_roles(["Manager"]):
        content = createContent(portal_type, **attributes)
        return addContentToContainer(container, content, checkConstraints=False)


def _bring(content, state: str):
    with api.env.adopt_roles(["Manager"]):
        if api.content.get_state(content) != state:
            api.content.transition(content, to_state=state)
    return content
