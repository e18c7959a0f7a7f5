"""A field that nobody sees and that robots fill in.

No picture to read, no third party to ask: whoever does not see the style sheet is told
to leave the field empty. (collective.honeypot was judged: it overrides templates of the
whole site, checks every form of it, and logs network addresses and whole forms.)
"""

from __future__ import annotations


# A name that browsers have nothing to fill in for.
FIELD = "ehc_more"


def is_robot(form) -> bool:
    """Tell whether a form was filled in by a machine: the field has to be there, empty.

    Such a request is answered as if all had gone well, and nothing comes of it.
    """
    return form.get(FIELD) != ""
