"""The guide: the files of docs/ as pages of the site, so that what is read here and there is one text."""
