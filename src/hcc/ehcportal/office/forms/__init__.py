"""Forms of families: send one, read it, receive it, return it, pass its files on."""
