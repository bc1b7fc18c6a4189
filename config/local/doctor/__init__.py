"""`manage.py doctor`: looks at the machine, the servers and the crew, and says in a sentence each what is wrong."""
