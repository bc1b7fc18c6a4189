"""The main job, played over HTTP by six people: posted, reviewed, funded, entered, closed, judged, decided, paid."""
