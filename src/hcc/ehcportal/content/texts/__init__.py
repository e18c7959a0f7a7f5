"""The words that editors choose: of mails, of standard messages and of letters."""
