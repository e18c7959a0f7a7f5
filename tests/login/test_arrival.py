"""Where staff arrive."""


def test_staff_arrive_at_their_worklist(browser, council, robert):
    browser.first_step(robert)

    assert browser.url == f"{council.ehc.absolute_url()}/worklist"


def test_an_address_that_was_asked_for_is_kept(browser, council, robert):
    families = council.families.absolute_url()

    assert browser.first_step(robert, came_from=families).url.startswith(families)
