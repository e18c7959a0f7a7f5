"""What families sent: read it, receive it, return it, pass its files on."""
