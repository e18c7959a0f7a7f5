"""What happens by itself when content is made or changes its state."""

from __future__ import annotations

from DateTime import DateTime
from hcc.ehcportal import _
from hcc.ehcportal.content.case import children_of
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.contacts import published_contact
from hcc.ehcportal.content.correspondence import office_name
from hcc.ehcportal.content.defaults import STAGE_GUIDES
from hcc.ehcportal.content.making import make
from hcc.ehcportal.content.openings import await_opening
from hcc.ehcportal.content.people import ContactPeriod
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.portal import guides_in
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.content.publishing import REPLACES
from hcc.ehcportal.content.settings import HOUSE_RULES
from hcc.ehcportal.content.settings import setting
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.texts.catalogue import TEXTS
from hcc.ehcportal.content.texts.filling import default_words
from hcc.ehcportal.records import PREFIX
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from plone.rest.interfaces import IAPIRequest
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.statusmessages.interfaces import IStatusMessage
from typing import NoReturn
from zExceptions import BadRequest
from zope.i18n import translate
from zope.lifecycleevent import IObjectCopiedEvent

import dataclasses


# Transitions that say nothing without a word of why.
NEEDS = {
    "close": ("ending", _("error_ending_needed", default="Say how the case ended.")),
    "withdraw": (
        "withdrawal_reason",
        _(
            "error_withdrawal_reason_needed",
            default="Say why you withdraw the document.",
        ),
    ),
    "return": (
        "return_reason",
        _("error_return_reason_needed", default="Say why you return the form."),
    ),
}


def furnish_portal(portal, event):
    """Give a new portal its folders and the default stage guides."""
    if "families" in portal:  # a copy brings its own
        return
    request = portal.REQUEST
    guides = make(
        portal,
        "EHCStageGuides",
        id="stage-guides",
        title=translate(_("guides_title", default="Stage guides"), context=request),
    )
    for guide in STAGE_GUIDES:
        title, text = guide.words(request)
        make(
            guides,
            "EHCStageGuide",
            id=guide.key.replace("_", "-"),
            key=guide.key,
            title=title,
            deadline=guide.deadline and guide.deadline.value,
            text=text,
        )
    furnish_texts(portal)
    make(
        portal,
        "EHCForms",
        id="forms",
        title=translate(_("forms_title", default="Forms"), context=request),
    )
    make(
        portal,
        "EHCFamilies",
        id="families",
        title=translate(_("families_title", default="Families"), context=request),
    )


def furnish_texts(portal):
    """Give a portal the texts that it lacks, also one that was there before them."""
    request = portal.REQUEST
    if "texts" not in portal:
        title = translate(_("texts_title", default="Texts"), context=request)
        folder = make(portal, "EHCTexts", id="texts", title=title)
        # Whoever may edit the texts may add some, too; nothing else can be added.
        folder.manage_permission("Add portal content", ["Editor"], acquire=True)
    texts = portal["texts"]
    for key, defaults in TEXTS.items():
        if key not in texts:
            words = default_words(defaults, request)
            make(
                texts,
                "EHCText",
                id=key,
                key=key,
                kind=defaults.kind,
                title=translate(defaults.title, context=request),
                subject=words.subject,
                text=words.text,
            )


def keep_families(portal, event):
    """Refuse to delete a portal, or a folder around it, while families are in it.

    Who edits the website may delete its pages; the records of children are more than a
    page. The site itself goes with all that is in it.
    """
    if not len(portal.get("families", ())) or IPloneSiteRoot.providedBy(event.object):
        return
    _refuse(
        portal,
        _(
            "error_families_exist",
            default="“${portal}” cannot be removed while there are families in it: "
            "their records would go with it. Remove the families first.",
            mapping={"portal": portal.title},
        ),
    )


def keep_in_place(folder, event):
    """Refuse to delete a folder that the portal works with; the portal takes it along.

    It is neither renamed nor moved: its type can be added nowhere.
    """
    if event.object is folder:
        _refuse(
            folder,
            _(
                "error_folder_needed",
                default="“${folder}” cannot be deleted: the portal works with what is "
                "in it. Change what is in it instead.",
                mapping={"folder": folder.title},
            ),
        )


def _refuse(content, message: str) -> NoReturn:
    """Undo the request, and say why."""
    sentence = translate(message, context=content.REQUEST)
    if not IAPIRequest.providedBy(content.REQUEST):  # pages show only a bare error
        IStatusMessage(content.REQUEST).add(sentence, type="error")
    raise BadRequest(sentence)


def keep_asked_for(form, event):
    """Refuse to delete a draft that staff sent or returned; a whole case goes with it.

    What a family has begun by itself, it may throw away.
    """
    asked_for = form.sent_by or form.returned_from
    if asked_for and event.object is form and state_of(form) == "draft":
        _refuse(
            form,
            _(
                "error_form_asked_for",
                default="The office asked for this form, so it cannot be deleted. Tell "
                "the office if you cannot fill it in.",
            ),
        )


def make_stages(case, event):
    """Give a new case one stage for each stage guide of its portal."""
    portal = portal_of(case)
    if portal is None or IObjectCopiedEvent.providedBy(event) or len(case):
        return
    for guide in guides_in(portal):
        make(case, "EHCStage", title=guide.title, guide_key=guide.key)


def keep_contact_history(case, event):
    """Note who coordinates the case from today, if that changed."""
    history = case.contact_history
    present = history[-1] if history and history[-1].until is None else None
    if (present and present.person) == case.coordinator:
        return
    if present is not None:
        history = (*history[:-1], _ended(case, present))
    if case.coordinator:
        name = full_name(case.coordinator)
        history = (*history, ContactPeriod(case.coordinator, name, today()))
    case.contact_history = history


def _ended(case, period: ContactPeriod) -> ContactPeriod:
    """Return a period that ends today, with how families could reach the person."""
    reach = published_contact(portal_of(case), period.person)
    return dataclasses.replace(
        period, until=today(), email=reach.email, phone=reach.phone
    )


def start_process(case, event):
    """On opening, finish the first stage and start the second.

    The request is in hand by then, and no family should find a tracker in which nothing
    happens.
    """
    if event.transition is None or event.transition.id != "open":
        return
    stages = children_of(case, "EHCStage")
    if len(stages) < 2 or any(state_of(stage) != "later" for stage in stages):
        return
    first, second = stages[:2]
    first.completed_on = case.request_received
    for stage, transition in ((first, "start"), (first, "finish"), (second, "start")):
        api.content.transition(stage, transition)


def stamp_completion(stage, event):
    """Date a finished stage, unless somebody dated it; undate a reopened one."""
    if event.transition is None:
        return
    if event.transition.id == "finish" and stage.completed_on is None:
        stage.completed_on = today()
    elif event.transition.id == "reopen":
        stage.completed_on = None


def stamp_publication(document, event):
    """Date a document on the moment that the family can first see it."""
    if event.transition is not None and event.transition.id == "publish":
        document.setEffectiveDate(DateTime(now()))
        document.reindexObject(idxs=["effective", "effectiveRange"])
        await_opening(document)


def forget_publication(document, event):
    """Take from a copy what is another document's: it may lie in another case."""
    document.adults = ()
    document.openings = None
    document.versions = ()
    document.reading = None
    document.replaces = None
    document.replacing_reason = ""


def keep_replacement(document, event):
    """Refuse to publish beside another document what is to take its place."""
    publishes = event.transition is not None and event.transition.id == "publish"
    if publishes and document.replaces:
        raise WorkflowException(translate(REPLACES, context=document.REQUEST))


def stamp_sending(message, event):
    """Sign and date a message that is sent, by whoever sends it."""
    if event.transition is None or event.transition.id not in ("send", "write"):
        return
    message.sender = full_name(api.user.get_current().getId())
    message.sent_at = now()
    if event.transition.id == "write":
        message.recipients = (office_name(case_of(message)),)


def forget_sending(message, event):
    """Let the copy of a message be a draft of its own."""
    message.start_afresh()


def stamp_submission(form, event):
    """Date a form that is submitted; why it had come back is said by the one before.

    So it cannot be returned once more without a reason of its own.
    """
    if event.transition is not None and event.transition.id == "submit":
        form.submitted_at = now()
        form.return_reason = None


def require_reason(content, event):
    """Refuse a transition whose reason is not recorded, by whichever way it comes."""
    field, message = NEEDS.get(event.transition and event.transition.id, (None, None))
    if field is not None and not getattr(content, field):
        raise WorkflowException(translate(message, context=content.REQUEST))


def count_change(content, event):
    """Count a change to what a case's timetable shows, so that calendars update."""
    case = case_of(content)
    case.timetable_changes += 1


def count_rule_change(settings, event):
    """Count a change of the house rules: it can move the dates of every case."""
    if event.record.fieldName in HOUSE_RULES and event.oldValue != event.newValue:
        name = f"{PREFIX}.changes"
        api.portal.set_registry_record(name, setting("changes") + 1)
