"""Moving content of a case on: plone.restapi's ``@workflow``, with the word of why."""
