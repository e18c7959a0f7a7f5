"""Forms that easyform itself runs, whose answers go to the case of whoever fills in."""
