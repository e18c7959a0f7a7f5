"""Case systems feed a site that has forms, and read what families did."""
