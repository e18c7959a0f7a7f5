"""How a portal gets the forms that it comes with."""

from __future__ import annotations

from hcc.ehcportal.content.making import make
from hcc.ehcportal.forms.designs.shipped import SHIPPED
from hcc.ehcportal.forms.designs.shipped import Shipped
from hcc.ehcportal.forms.questions import NOTHING_ASKED
from html import escape
from importlib.resources import files
from lxml import etree
from plone import api
from plone.app.textfield import RichTextValue
from zope.i18n import translate


_DOMAIN = "hcc.ehcportal"
_I18N = "{http://xml.zope.org/namespaces/i18n}"


def furnish_forms(portal, event=None) -> None:
    """Give a portal the forms that it lacks; a copy brings its own."""
    if event is not None and len(portal["forms"]):
        return
    for shipped in SHIPPED:
        if shipped.id not in portal["forms"]:
            _publish(_add(portal, shipped))


def _add(portal, shipped: Shipped):
    request = portal.REQUEST
    settings = {
        name: translate(value, context=request) if name == "noun" else value
        for name, value in shipped.settings.items()
    }
    return make(
        portal["forms"],
        "EasyForm",
        id=shipped.id,
        title=translate(shipped.title, context=request),
        description=translate(shipped.description, context=request),
        fields_model=questions_in(f"{shipped.id}.xml", request),
        actions_model=NOTHING_ASKED,
        formPrologue=_rich(translate(shipped.introduction, context=request)),
        confirmation=_rich(translate(shipped.confirmation, context=request)),
        **settings,
    )


def questions_in(name: str, request) -> str:
    """Return a file of questions in the language of a request."""
    source = files("hcc.ehcportal.forms.designs").joinpath(name).read_bytes()
    model = etree.fromstring(source)  # the package's own file
    for element in model.iter():
        key = element.attrib.pop(f"{_I18N}translate", None)
        if key is not None:
            element.text = _said(key, element.text, request)
        label = element.attrib.pop(f"{_I18N}attributes", None)
        if label is not None:
            attribute, key = label.split()
            element.set(attribute, _said(key, element.get(attribute), request))
    del model.attrib[f"{_I18N}domain"]
    etree.cleanup_namespaces(model)
    return etree.tostring(model, encoding="unicode")


def _said(key: str, default: str, request) -> str:
    return translate(key, _DOMAIN, context=request, default=default)


def _rich(text: str) -> RichTextValue:
    return RichTextValue(f"<p>{escape(text)}</p>", "text/html", "text/x-html-safe")


def _publish(design) -> None:
    """Publish a form where the site's workflow lets forms be published."""
    tool = api.portal.get_tool("portal_workflow")
    with api.env.adopt_roles(["Manager"]):
        if any(a["id"] == "publish" for a in tool.listActionInfos(object=design)):
            api.content.transition(design, "publish")
