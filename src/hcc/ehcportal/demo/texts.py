"""What the pages of the council say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import re


@dataclass(frozen=True)
class PageText:
    """A page: ``body`` is HTML, in which ``{{name}}`` stands for a page's address."""

    id: str
    title: str
    description: str
    body: str
    in_navigation: bool = True

    def html(self, pages: Mapping[str, object]) -> str:
        """Return the text with links that keep working when a page is moved."""
        return re.sub(
            r"\{\{([\w-]+)\}\}",
            lambda match: f"resolveuid/{pages[match[1]].UID()}",
            self.body,
        )


LOCAL_OFFER = (
    PageText(
        "short-breaks",
        "Short breaks",
        "Time away for children and young people with a disability, and a rest for the "
        "people who care for them.",
        "<p>A short break can be an afternoon at a play scheme, a weekend with another "
        "family, or somebody who comes to your home.</p>"
        "<h2>Who can have one</h2>"
        "<p>Families of a child or young person up to the age of 18 who has a "
        "disability and lives in our area. You do not need an education, health and "
        "care plan.</p>"
        "<h2>How to ask</h2>"
        '<p>Write to <a href="mailto:shortbreaks@example.org">shortbreaks@example.org'
        "</a>. We answer within ten working days.</p>",
    ),
    PageText(
        "support-in-school",
        "Support in school",
        "What every school provides from its own means, and whom to talk to.",
        "<p>Most children with special educational needs get the support they need "
        "from their school, without a plan. This is called SEN support.</p>"
        "<h2>Talk to the school first</h2>"
        "<p>Every school has a special educational needs coordinator, the SENCO. Ask "
        "them what your child finds hard, what the school has tried, and what comes "
        "next.</p>"
        "<h2>The four steps</h2>"
        "<ol><li>The school looks at what your child needs.</li>"
        "<li>You agree with the school what will be done.</li>"
        "<li>The school does it.</li>"
        "<li>You look together at what has changed, at least three times a year.</li>"
        "</ol>",
    ),
    PageText(
        "advice-service",
        "SENDIASS: free and independent advice",
        "Information, advice and support about special educational needs, independent "
        "of the council.",
        "<p>The Special Educational Needs and Disabilities Information, Advice and "
        "Support Service is free and confidential. It helps parents, carers, children "
        "and young people.</p>"
        "<h2>What they do</h2>"
        "<ul><li>explain what the law says</li>"
        "<li>help you to prepare for meetings, and come with you</li>"
        "<li>help you to read a draft plan and to answer it</li>"
        "<li>support you in mediation and in an appeal</li></ul>"
        '<p>Write to <a href="mailto:sendiass@example.org">sendiass@example.org</a>.'
        "</p>",
    ),
    PageText(
        "choosing-a-school",
        "Choosing a school or college",
        "How a school comes to be named in a plan.",
        "<p>When you get the draft plan you can ask for a particular school or "
        "college. We must name it unless it is unsuitable for your child, or your "
        "child's place would be incompatible with the education of others or with the "
        "efficient use of resources.</p>"
        "<p>Visit schools before you decide. Ask what they know about needs like your "
        "child's, and whom you could talk to.</p>",
    ),
    PageText(
        "personal-budgets",
        "Personal budgets",
        "Money in a plan whose use you decide on.",
        "<p>If your child has a plan, or we have decided to make one, you can ask for "
        "a personal budget: an amount for some of the support in the plan.</p>"
        "<p>You can have the money paid to you, leave it with us, or have somebody "
        "else look after it.</p>",
    ),
    PageText(
        "mediation",
        "Mediation and appeals",
        "What you can do when you disagree with a decision.",
        "<p>We want to put things right with you early. Talk to your coordinator "
        "first.</p>"
        "<h2>Mediation</h2>"
        "<p>A mediator who does not work for the council meets you and us and helps to "
        "find an agreement. It is free and must take place within 30 days.</p>"
        "<h2>Appeal</h2>"
        "<p>You can appeal to the SEND Tribunal within two months of our decision, or "
        "one month after your mediation certificate, whichever is later.</p>"
        '<p>The <a href="{{advice-service}}">independent advice service</a> can help '
        "you with both.</p>",
    ),
)

PAGES = (
    PageText(
        "help-and-support",
        "Help & Support",
        "Help with the EHC Portal, and people to talk to.",
        "<h2>Help with the portal</h2>"
        "<p>If you cannot sign in, or do not find what you look for, write to "
        '<a href="mailto:EHCPortalSupport@example.org">EHCPortalSupport@example.org'
        "</a>. Please do not send anything about your child to this address.</p>"
        "<h2>Questions about your child's assessment</h2>"
        "<p>Ask your EHCP coordinator, whose name is on your dashboard. You cannot "
        "reply to messages in the portal: please call or write as you have done so "
        "far.</p>"
        "<h2>Independent advice</h2>"
        '<p><a href="{{advice-service}}">SENDIASS</a> gives free advice, independent '
        "of the council.</p>"
        "<h2>If you are not happy</h2>"
        '<p>Read about <a href="{{mediation}}">mediation and appeals</a>, or write to '
        '<a href="mailto:complaints@example.org">complaints@example.org</a>.</p>',
    ),
    PageText(
        "privacy",
        "Privacy",
        "What we keep about you and your child, why, and who can see it.",
        "<p>We keep what is needed to assess your child's needs and to make and review "
        "a plan. The Children and Families Act 2014 makes this our duty.</p>"
        "<h2>Who can see it</h2>"
        "<p>You, the other adults who have been given access, and the staff who work "
        "on the assessment. The people who write this website cannot.</p>"
        "<h2>Your rights</h2>"
        "<p>You can ask for a copy, and ask us to correct what is wrong: write to "
        '<a href="mailto:dataprotection@example.org">dataprotection@example.org</a>.'
        "</p>",
        in_navigation=False,
    ),
    PageText(
        "accessibility-statement",
        "Accessibility statement",
        "How accessible this website is, and what to do where it is not.",
        "<p>We want everybody to be able to use this website. You should be able to "
        "zoom to 400%, to use it with the keyboard alone, and to listen to it with a "
        "screen reader.</p>"
        "<h2>Documents</h2>"
        "<p>Some documents that we send were not made by us and may be hard to read "
        "with a screen reader. Tell us, and we give you another form of them.</p>"
        "<h2>Tell us</h2>"
        '<p>Write to <a href="mailto:accessibility@example.org">'
        "accessibility@example.org</a>.</p>",
        in_navigation=False,
    ),
)

FRONT_PAGE = PageText(
    "front-page",
    "Welcome to Demonstration Council",
    "Everything here is invented: the council, the families and their letters.",
    "<h2>Special educational needs and disabilities</h2>"
    "<ul>"
    '<li><a href="{{ehc}}">EHC Portal</a>: follow your child\'s education, health and '
    "care needs assessment</li>"
    '<li><a href="{{local-offer}}">Local Offer</a>: support in our area</li>'
    '<li><a href="{{help-and-support}}">Help &amp; Support</a></li>'
    "</ul>"
    "<h2>About this website</h2>"
    "<ul>"
    '<li><a href="{{privacy}}">Privacy</a></li>'
    '<li><a href="{{accessibility-statement}}">Accessibility statement</a></li>'
    "</ul>",
    in_navigation=False,
)
